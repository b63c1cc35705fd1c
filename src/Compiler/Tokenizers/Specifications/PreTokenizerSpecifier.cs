using Sememe.Compiler.Collections;
using Sememe.Formats;
using Sememe.Formats.Json;
using Sememe.Formats.Tokenizers;
using Sememe.Tokenization.PreTokenizers;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>The meaning of <c>pre_tokenizer</c>: one case per component, sequences laid flat.</summary>
internal static class PreTokenizerSpecifier
{
    /// <summary>Null when a component is not modelled; then there is a problem that names it.</summary>
    public static EquatableArray<PreTokenizerSpec>? Specify(ComponentJson? component, TokenizerProblems problems)
    {
        List<PreTokenizerSpec> steps = [];
        int before = problems.Count;
        Add(component, steps, problems);
        return problems.Count > before ? null : steps.ToEquatableArray();
    }

    private static void Add(ComponentJson? component, List<PreTokenizerSpec> steps, TokenizerProblems problems)
    {
        switch (component)
        {
            case null:
                break;
            case SequenceJson sequence:
                foreach (ComponentJson item in sequence.Items)
                {
                    Add(item, steps, problems);
                }

                break;
            case BertPreTokenizerJson:
                steps.Add(new BertPreTokenizerSpec());
                break;
            case ByteLevelJson byteLevel:
                steps.Add(new ByteLevelSpec(byteLevel.AddPrefixSpace, byteLevel.UseRegex));
                break;
            case SplitPreTokenizerJson split:
                AddSplit(split, steps, problems);
                break;
            case WhitespacePreTokenizerJson:
                steps.Add(new SplitSpec(new WordPattern(), SplitBehavior.Removed, Invert: true));
                break;
            case WhitespaceSplitJson:
                steps.Add(Cut(CharacterClass.Space, SplitBehavior.Removed));
                break;
            case PunctuationJson punctuation:
                steps.Add(Cut(CharacterClass.Punctuation, Behavior(punctuation.Behavior)));
                break;
            case DigitsJson digits:
                steps.Add(Cut(CharacterClass.Numeric, digits.Individual ? SplitBehavior.Isolated : SplitBehavior.Contiguous));
                break;
            case CharDelimiterSplitJson delimiter:
                steps.Add(new SplitSpec(new LiteralPattern(delimiter.Delimiter), SplitBehavior.Removed, Invert: false));
                break;
            case FixedLengthJson fixedLength:
                steps.Add(new FixedLengthSpec(fixedLength.Length.Value));
                break;
            case UnicodeScriptsJson:
                steps.Add(new UnicodeScriptsSpec());
                break;
            case MetaspaceJson metaspace:
                steps.Add(new MetaspaceSpec(metaspace.Replacement, metaspace.Scheme, metaspace.Split));
                break;
            default:
                problems.Refuse("pre_tokenizer", component);
                break;
        }
    }

    private static void AddSplit(SplitPreTokenizerJson split, List<PreTokenizerSpec> steps, TokenizerProblems problems)
    {
        Located<string> text = split.Pattern.Text;
        PatternSpec? pattern = text.Value.Length == 0 ? null
            : split.Pattern.IsRegex ? PatternReader.Read(text.Value)
            : new LiteralPattern(text.Value);
        if (pattern is null)
        {
            problems.Add(
                new TextPosition(text.Line, text.Column),
                $"found {(split.Pattern.IsRegex ? "regular expression" : "pattern")} \"{text.Value}\" in pre_tokenizer, which is not modelled",
                FileProblemKind.NotModelled);
            return;
        }

        steps.Add(new SplitSpec(pattern, Behavior(split.Behavior), split.Invert));
    }

    /// <summary>Cuts at single characters of a class.</summary>
    private static SplitSpec Cut(CharacterClass kind, SplitBehavior behavior) =>
        new(new SetPattern(new CharacterSet(new([new CharacterSetItem(0, 0, kind)]), Negated: false), 1, 1), behavior, Invert: false);

    private static SplitBehavior Behavior(Located<string> name) => name.Value switch
    {
        "Removed" => SplitBehavior.Removed,
        "Isolated" => SplitBehavior.Isolated,
        "MergedWithPrevious" => SplitBehavior.MergedWithPrevious,
        "MergedWithNext" => SplitBehavior.MergedWithNext,
        _ => SplitBehavior.Contiguous, // the reader let no other pass
    };
}
