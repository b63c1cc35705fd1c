using System.Runtime.InteropServices;
using System.Text;
using Sememe.Compiler.Tokenizers.Specifications;
using Sememe.Compiler.Tokenizers.Unicode;
using Sememe.Tokenization.Normalizers.Steps;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the parameters of <see cref="TextStep"/>s.</summary>
internal static class TextStepBuilder
{
    /// <summary>The steps that a normalizer is made of, in their order.</summary>
    public static IEnumerable<(TextStepKind Kind, byte[] Parameters, NormalizerSpec Origin)> Build(NormalizerSpec step, UnicodeData unicode)
    {
        switch (step)
        {
            case BertNormalizerSpec bert:
                foreach ((TextStepKind, byte[], NormalizerSpec) part in BuildBert(bert, unicode))
                {
                    yield return part;
                }

                break;
            case UnicodeFormSpec form:
                yield return (TextStepKind.UnicodeForm, BuildForm(form, unicode), form);
                break;
            case LowercaseSpec:
                yield return (TextStepKind.Map, MapOf(unicode.Lowercase), step);
                break;
            case StripAccentsSpec:
                yield return (TextStepKind.Map, new MapBuilder().Drop(unicode.Marks).Build(), step);
                break;
            case NmtSpec:
                yield return (TextStepKind.Map, new MapBuilder().Drop(unicode.NmtDropped).Replace(unicode.NmtBlank, [' ']).Build(), step);
                break;
            case StripSpec strip:
                yield return (TextStepKind.Strip, TableWriter.Numbers([strip.Left ? 1 : 0, strip.Right ? 1 : 0]), step);
                break;
            case PrependSpec prepend:
                yield return (TextStepKind.Prepend, TableWriter.Numbers(CodePoints(prepend.Text)), step);
                break;
            case ReplaceSpec replace:
                int[] pattern = CodePoints(replace.Pattern);
                yield return (TextStepKind.Replace, TableWriter.Numbers([pattern.Length, .. pattern, .. CodePoints(replace.Content)]), step);
                break;
            case ReplaceRunsSpec runs:
                int[] ranges = [.. runs.Characters.SelectMany(static range => new[] { range.First, range.Last })];
                yield return (TextStepKind.ReplaceRuns,
                    TableWriter.Numbers([runs.Fewest, runs.Most, runs.Characters.Count, .. ranges, .. CodePoints(runs.Content)]), step);
                break;
            case PrecompiledSpec precompiled:
                yield return (TextStepKind.Precompiled, BuildPrecompiled(precompiled, unicode), step);
                break;
            case ByteLevelNormalizerSpec:
                yield return (TextStepKind.ByteLevel, [], step);
                break;
            default:
                throw new InvalidOperationException($"{step.GetType().Name} has no steps."); // a gap in this switch, found by tests
        }
    }

    public static int[] CodePoints(string text)
    {
        List<int> codePoints = [];
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            codePoints.Add(isPair ? char.ConvertToUtf32(text[i], text[++i]) : char.IsSurrogate(text[i]) ? 0xFFFD : text[i]);
        }

        return [.. codePoints];
    }

    /// <summary>The rules of a charsmap that Hugging Face can ever apply: for one character, or for a cluster of fewer than six bytes.</summary>
    public static IEnumerable<(byte[] Key, int[] Characters, int[] Content)> Rules(PrecompiledSpec precompiled)
    {
        foreach ((byte[] key, string content) in Charsmap.Read(precompiled.Charsmap))
        {
            int[] characters = CodePoints(Encoding.UTF8.GetString(key));
            if (characters.Length == 1 || key.Length < PrecompiledStep.LongCluster)
            {
                yield return (key, characters, CodePoints(content));
            }
        }
    }

    private static IEnumerable<(TextStepKind, byte[], NormalizerSpec)> BuildBert(BertNormalizerSpec bert, UnicodeData unicode)
    {
        if (bert.CleanText)
        {
            // What is dropped is white to nobody.
            CodePointRange[] blanks = [.. unicode.White.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1))
                .Where(c => !unicode.Removed.Any(removed => c >= removed.First && c <= removed.Last)).Select(static c => new CodePointRange(c, c))];
            yield return (TextStepKind.Map, new MapBuilder().Drop(unicode.Removed).Replace(blanks, [' ']).Build(), bert);
        }

        if (bert.HandleChineseChars)
        {
            yield return (TextStepKind.Map, new MapBuilder().Replace(unicode.Chinese, [' ', MapBuilder.Itself, ' ']).Build(), bert);
        }

        if (bert.StripAccents)
        {
            UnicodeFormSpec form = new(Composes: false, IsCompatible: false);
            yield return (TextStepKind.UnicodeForm, BuildForm(form, unicode), form);
            yield return (TextStepKind.Map, new MapBuilder().Drop(unicode.Nonspacing).Build(), bert);
        }

        if (bert.Lowercase)
        {
            yield return (TextStepKind.Map, MapOf(unicode.Lowercase), new LowercaseSpec());
        }
    }

    private static byte[] MapOf(IReadOnlyDictionary<int, int[]> map)
    {
        MapBuilder builder = new();
        foreach (KeyValuePair<int, int[]> entry in map)
        {
            builder.Replace([new CodePointRange(entry.Key, entry.Key)], entry.Value);
        }

        return builder.Build();
    }

    private static byte[] BuildForm(UnicodeFormSpec form, UnicodeData unicode)
    {
        List<int> pool = [];
        List<int> decompositions = [];
        foreach (KeyValuePair<int, int[]> entry in Decompositions(form, unicode).OrderBy(static entry => entry.Key))
        {
            decompositions.AddRange([entry.Key, entry.Value.Length | pool.Count << 8]);
            pool.AddRange(entry.Value);
        }

        int[] classes = [.. unicode.CombiningClasses.OrderBy(static entry => entry.Key).Select(static entry => entry.Value | entry.Key << 8)];
        int[] compositions = !form.Composes ? []
            : [.. unicode.Compositions.OrderBy(static entry => entry.Value[0]).ThenBy(static entry => entry.Value[1])
                .SelectMany(static entry => new[] { entry.Value[0], entry.Value[1], entry.Key })];
        return TableWriter.Numbers(
        [
            form.Composes ? 1 : 0, decompositions.Count / 2, pool.Count, classes.Length, compositions.Length / 3, .. decompositions, .. pool, .. classes, .. compositions,
        ]);
    }

    /// <summary>Full decompositions of a form, Hangul left out.</summary>
    public static IEnumerable<KeyValuePair<int, int[]>> Decompositions(UnicodeFormSpec form, UnicodeData unicode) => !form.IsCompatible
        ? unicode.Decompositions
        : unicode.Decompositions.Where(entry => !unicode.CompatibilityDecompositions.ContainsKey(entry.Key)).Concat(unicode.CompatibilityDecompositions);

    private static byte[] BuildPrecompiled(PrecompiledSpec precompiled, UnicodeData unicode)
    {
        List<VocabularyKey> keys = [];
        List<int> pool = [];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        foreach ((byte[] key, _, int[] content) in Rules(precompiled))
        {
            string text = string.Join(" ", content);
            if (!places.TryGetValue(text, out int place))
            {
                places.Add(text, place = pool.Count);
                pool.AddRange([content.Length, .. content]);
            }

            keys.Add(new VocabularyKey(key, place));
        }

        VocabularyKey[] sorted = [.. keys];
        Array.Sort(sorted);
        byte[] trie = MemoryMarshal.AsBytes(new DoubleArrayBuilder(sorted).Build().AsSpan()).ToArray();
        int[] clusters = [.. unicode.Graphemes.SelectMany(static entry => new[] { entry.Range.First, entry.Range.Last, entry.Class })];
        return [.. TableWriter.Numbers([trie.Length, pool.Count * sizeof(int), 0]), .. trie, .. TableWriter.Numbers([.. pool]), .. TableWriter.Numbers(clusters)];
    }
}
