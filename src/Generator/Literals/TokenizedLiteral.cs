using Sememe.Compiler.Collections;
using Sememe.Compiler.Texts;

namespace Sememe.Generator.Literals;

/// <summary>A property with the ids that it is.</summary>
/// <param name="Property">The property.</param>
/// <param name="Ids">Token ids or type ids; null when the text was not tokenized.</param>
/// <param name="Dropped">Tokens of the text that were left out, because the model takes no more.</param>
/// <param name="MaxTokens">How many it takes.</param>
/// <param name="Problem">Why the model cannot tokenize it; null when it can, and when its own errors say why not.</param>
internal sealed record TokenizedLiteral(LiteralProperty Property, EquatableArray<int>? Ids, int Dropped, int MaxTokens, string? Problem)
{
    /// <summary>True when there is something to report.</summary>
    public bool HasRemark => (Dropped > 0 && !Property.MayBeCut) || Problem is not null;

    /// <summary>Tokenizes with a model's tokenizer; null for a model that the project does not have.</summary>
    public static TokenizedLiteral Of(LiteralProperty property, LiteralTokenizer? tokenizer)
    {
        if (property.Text is not { } text || tokenizer?.Tokenizer is not { } opened)
        {
            return new TokenizedLiteral(property, null, 0, 0, tokenizer?.Problem);
        }

        return TextTokens.Of(opened, tokenizer.MaxTokens, text) is { } tokens
            ? new TokenizedLiteral(property, property.Part == LiteralPart.TokenIds ? tokens.Ids : tokens.TypeIds, tokens.Dropped, tokenizer.MaxTokens, Problem: null)
            : new TokenizedLiteral(property, null, 0, 0, $"the model takes {tokenizer.MaxTokens} tokens, and the special tokens alone are more");
    }
}
