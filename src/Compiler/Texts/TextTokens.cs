using Sememe.Compiler.Collections;

namespace Sememe.Compiler.Texts;

/// <summary>The tokens of a text, as the model takes them.</summary>
/// <param name="Ids">Token ids.</param>
/// <param name="TypeIds">Which of two texts each belongs to, as the model wants it.</param>
/// <param name="Dropped">Tokens of the text that are left out, because the model takes no more.</param>
internal sealed record TextTokens(EquatableArray<int> Ids, EquatableArray<int> TypeIds, int Dropped)
{
    /// <summary>Tokenizes as a loaded model does that may truncate.</summary>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="maxTokens">Longest input that the model takes, special tokens included.</param>
    /// <param name="text">The text.</param>
    /// <returns>Its tokens; null when the special tokens alone are more than the model takes.</returns>
    public static TextTokens? Of(Tokenizer tokenizer, int maxTokens, LiteralText text)
    {
        int added = text.OmitSpecialTokens ? 0 : text.Second is null ? tokenizer.AddedTokens : tokenizer.AddedTokensOfPair;
        if (added > maxTokens)
        {
            return null;
        }

        EncodeOptions options = new() { MaxTokens = maxTokens, OmitSpecialTokens = text.OmitSpecialTokens, SpecialTokensAsText = text.SpecialTokensAsText };
        int[] ids = new int[Math.Min(added + Count(tokenizer, text, options), maxTokens)];
        int[] typeIds = new int[ids.Length];
        TokenSpans destination = new(ids) { TypeIds = typeIds };
        EncodeInfo info = text.Second is null
            ? tokenizer.Encode(text.First.AsSpan(), destination, options)
            : tokenizer.EncodePair(text.First.AsSpan(), text.Second.AsSpan(), destination, options);
        return new TextTokens(new(ids), new(typeIds), info.Dropped);
    }

    /// <summary>Tokens of the whole text, without added ones.</summary>
    private static int Count(Tokenizer tokenizer, LiteralText text, EncodeOptions options)
    {
        EncodeOptions bare = options with { OmitSpecialTokens = true };
        return tokenizer.CountTokens(text.First.AsSpan(), bare) + (text.Second is null ? 0 : tokenizer.CountTokens(text.Second.AsSpan(), bare));
    }
}
