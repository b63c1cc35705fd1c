using Sememe.Compiler.Collections;
using Sememe.Compiler.Tokenizers.Unicode;
using Sememe.Tokenization.Normalizers;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the section of the normalizers: one case per step.</summary>
internal static class NormalizerSteps
{
    /// <summary>BertNormalizer alone has a step of its own; anything else becomes one <see cref="MappedNormalizer"/>, but for bytes at the end.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="separatesWords">See <see cref="BertNormalizerBuilder"/>.</param>
    public static byte[] Build(EquatableArray<NormalizerSpec> steps, bool separatesWords)
    {
        StepWriter writer = new();
        if (steps.Count == 1 && steps[0] is BertNormalizerSpec bert)
        {
            writer.Add((int)NormalizerKind.Bert, BertNormalizerBuilder.Build(bert, UnicodeData.Instance, separatesWords));
            return writer.ToSection();
        }

        if (steps.Count > 0 && steps[steps.Count - 1] is SentencePieceNormalizerSpec pieces)
        {
            if (steps[0] is LanguageCodeSpec codes)
            {
                writer.Add((int)NormalizerKind.LanguageCodes, TableWriter.Numbers([codes.UnknownId]));
            }

            writer.Add((int)NormalizerKind.SentencePiece, SentencePieceNormalizerBuilder.Build(pieces));
            return writer.ToSection();
        }

        if (steps.Count == 1 && steps[0] is IdentitySpec)
        {
            steps = EquatableArray<NormalizerSpec>.Empty;
            writer.Add((int)NormalizerKind.Mapped, MappedNormalizerBuilder.Build(steps, UnicodeData.Instance));
        }

        bool endsInBytes = steps.Count > 0 && steps[steps.Count - 1] is ByteLevelNormalizerSpec;
        EquatableArray<NormalizerSpec> mapped = endsInBytes ? steps.Take(steps.Count - 1).ToEquatableArray() : steps;
        if (mapped.Count > 0)
        {
            writer.Add((int)NormalizerKind.Mapped, MappedNormalizerBuilder.Build(mapped, UnicodeData.Instance));
        }

        if (endsInBytes)
        {
            writer.Add((int)NormalizerKind.ByteLevel, []);
        }

        return writer.ToSection();
    }
}
