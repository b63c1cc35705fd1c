using System.Text;
using Sememe.Compiler.Collections;
using Sememe.Compiler.Tokenizers.Unicode;
using Sememe.Formats.Tokenizers;
using Sememe.Tokenization.PreTokenizers;
using Sememe.Tokenization.PreTokenizers.Scanners;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the section of the pre-tokenizers: one case per step.</summary>
internal static class PreTokenizerSteps
{
    /// <param name="steps">The steps.</param>
    /// <param name="wordsAreSeparate">The normalizer has done the work outside ASCII.</param>
    public static byte[] Build(EquatableArray<PreTokenizerSpec> steps, bool wordsAreSeparate)
    {
        StepWriter writer = new();
        foreach (PreTokenizerSpec step in steps)
        {
            switch (step)
            {
                case BertPreTokenizerSpec:
                    writer.Add((int)PreTokenizerKind.Bert, TableWriter.Numbers([wordsAreSeparate ? 1 : 0]));
                    break;
                case ByteLevelSpec byteLevel:
                    AddByteLevel(writer, byteLevel);
                    break;
                case SplitSpec split:
                    writer.Add((int)PreTokenizerKind.Split, SplitParameters(split));
                    break;
                case UnicodeScriptsSpec:
                    writer.Add((int)PreTokenizerKind.UnicodeScripts, PatternClassBuilder.BuildScripts(PatternData.Instance));
                    break;
                case FixedLengthSpec fixedLength:
                    writer.Add((int)PreTokenizerKind.FixedLength, TableWriter.Numbers([fixedLength.Length]));
                    break;
                case MetaspaceSpec metaspace:
                    byte[] mark = Encoding.UTF8.GetBytes(metaspace.Mark);
                    writer.Add((int)PreTokenizerKind.Metaspace, [.. TableWriter.Numbers([(int)Scheme(metaspace.Scheme), metaspace.Cuts ? 1 : 0, mark.Length]), .. mark]);
                    break;
                case MarkedWordsSpec words:
                    writer.Add((int)PreTokenizerKind.MarkedWords, TableWriter.Numbers([(int)Scheme(words.Scheme), words.DropsBlanks ? 1 : 0]));
                    break;
                default:
                    throw new InvalidOperationException($"{step.GetType().Name} has no tables."); // a gap in this switch, found by tests
            }
        }

        return writer.ToSection();
    }

    /// <summary>True when some step looks at <see cref="Sememe.Tokenization.Unicode.PatternClasses"/>.</summary>
    public static bool NeedPatternClasses(EquatableArray<PreTokenizerSpec> steps) => steps.Any(static step =>
        step is ByteLevelSpec { UseRegex: true } or SplitSpec { Pattern: Gpt2Pattern or Cl100kPattern or O200kPattern or ClipPattern });

    private static void AddByteLevel(StepWriter writer, ByteLevelSpec byteLevel)
    {
        if (byteLevel.AddPrefixSpace)
        {
            writer.Add((int)PreTokenizerKind.PrefixSpace, []);
        }

        if (byteLevel.UseRegex)
        {
            writer.Add((int)PreTokenizerKind.Split, SplitParameters(new SplitSpec(new Gpt2Pattern(), SplitBehavior.Isolated, Invert: false)));
        }
    }

    private static byte[] SplitParameters(SplitSpec split)
    {
        (ScannerKind kind, int option, byte[] parameters) = split.Pattern switch
        {
            LiteralPattern literal => (ScannerKind.Literal, 0, Encoding.UTF8.GetBytes(literal.Text)),
            SetPattern set => (ScannerKind.Set, 0, CharacterSetBuilder.Build(set)),
            WordPattern => (ScannerKind.Word, 0, []),
            Gpt2Pattern => (ScannerKind.Gpt2, 0, []),
            Cl100kPattern cl100k => (ScannerKind.Cl100k, cl100k.MostDigits, []),
            O200kPattern o200k => (ScannerKind.O200k, o200k.Contractions ? o200k.MostDigits : -o200k.MostDigits, []),
            ClipPattern => (ScannerKind.Clip, 0, Array.Empty<byte>()),
            _ => throw new InvalidOperationException($"{split.Pattern.GetType().Name} has no tables."),
        };
        return [.. TableWriter.Numbers([(int)kind, option, (int)split.Behavior, split.Invert ? 1 : 0]), .. parameters];
    }

    private static MetaspaceScheme Scheme(PrependScheme scheme) => scheme switch
    {
        PrependScheme.Always => MetaspaceScheme.Always,
        PrependScheme.First => MetaspaceScheme.First,
        _ => MetaspaceScheme.Never,
    };
}
