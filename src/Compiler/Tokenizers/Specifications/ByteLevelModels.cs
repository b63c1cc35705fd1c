using Sememe.Compiler.Collections;
using Sememe.Formats;
using Sememe.Formats.Tokenizers;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>A ByteLevel pre-tokenizer turns bytes into visible characters. Ours leaves the bytes alone, and the model's vocabulary is read as bytes instead.</summary>
internal static class ByteLevelModels
{
    /// <summary>The model as it is used behind the pre-tokenizers; null when that is not modelled.</summary>
    public static TokenModelSpec? Specify(TokenModelSpec? model, TokenizerJson file, EquatableArray<PreTokenizerSpec>? preTokenizers, TokenizerProblems problems)
    {
        if (model is null || preTokenizers is not { } steps || !steps.Any(static step => step is ByteLevelSpec))
        {
            return model;
        }

        string? obstacle = steps.Count(static step => step is ByteLevelSpec) > 1 || steps[steps.Count - 1] is not ByteLevelSpec
                ? "pre_tokenizer \"ByteLevel\" before another pre-tokenizer"
            : model is not BpeSpec ? "pre_tokenizer \"ByteLevel\" with a model that is not BPE"
            : model is BpeSpec { ByteFallback: true } ? "pre_tokenizer \"ByteLevel\" together with byte_fallback"
            : null;
        if (obstacle is not null)
        {
            problems.Add(file.PreTokenizer!.Place, $"found {obstacle}, which is not modelled", FileProblemKind.NotModelled);
            return null;
        }

        return (BpeSpec)model with { ByteLevel = true };
    }
}
