using Sememe.Compiler.Collections;
using Sememe.Compiler.Tokenizers.Unicode;
using Sememe.Formats.Tokenizers;
using Sememe.Tokenization.PreTokenizers;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Finds the tokenizers whose text needs no marks: Unigram behind a Metaspace that cuts at blanks. Then tables have a blank for ▁.</summary>
internal static class MarkedWordsPlan
{
    public const string Mark = "▁";

    /// <summary>The specification with one step for its pre-tokenizers where that is exact, else as it is.</summary>
    public static TokenizerSpec Apply(TokenizerSpec specification, UnicodeData unicode)
    {
        if (specification.Model is not UnigramSpec || Plan(specification, unicode) is not { } words)
        {
            return specification;
        }

        // The step writes into the text, so there has to be a normalizer, which makes it another than the caller's.
        EquatableArray<NormalizerSpec> normalizers = specification.Normalizers.Count > 0 ? specification.Normalizers : new([new IdentitySpec()]);
        return specification with { Normalizers = normalizers, PreTokenizers = new([words]) };
    }

    private static MarkedWordsSpec? Plan(TokenizerSpec specification, UnicodeData unicode)
    {
        EquatableArray<PreTokenizerSpec> steps = specification.PreTokenizers;
        if (steps.Count == 0 || steps[steps.Count - 1] is not MetaspaceSpec { Mark: Mark, Cuts: true } metaspace)
        {
            return null;
        }

        return steps.Count == 1 ? new MarkedWordsSpec(metaspace.Scheme, DropsBlanks: false)
            : steps.Count == 2 && SplitsAtWhiteSpace(steps[0]) && metaspace.Scheme == PrependScheme.Always && LeavesOnlyBlanks(specification.Normalizers, unicode)
                ? new MarkedWordsSpec(metaspace.Scheme, DropsBlanks: true)
                : null;
    }

    private static bool SplitsAtWhiteSpace(PreTokenizerSpec step) =>
        step is SplitSpec
        {
            Behavior: SplitBehavior.Removed, Invert: false,
            Pattern: SetPattern { Fewest: 1, Most: 1, Set: { Negated: false, Items: { Count: 1 } items } },
        }
        && items[0] is { Class: CharacterClass.Space, Negated: false };

    /// <summary>True when no white space but blanks can be in normalized text.</summary>
    private static bool LeavesOnlyBlanks(EquatableArray<NormalizerSpec> normalizers, UnicodeData unicode) =>
        normalizers.Count > 0 && (normalizers.Count > 1 || normalizers[0] is not BertNormalizerSpec)
        && normalizers[normalizers.Count - 1] is not ByteLevelNormalizerSpec
        && MappedNormalizerBuilder.LeavesOnlyBlanks(normalizers, unicode);
}
