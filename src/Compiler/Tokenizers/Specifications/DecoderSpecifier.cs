using Sememe.Compiler.Collections;
using Sememe.Formats;
using Sememe.Formats.Json;
using Sememe.Formats.Tokenizers;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>The meaning of <c>decoder</c>: one case per component, sequences laid flat.</summary>
internal static class DecoderSpecifier
{
    /// <summary>Null when a component is not modelled; then there is a problem that names it.</summary>
    public static EquatableArray<DecoderSpec>? Specify(ComponentJson? component, TokenizerProblems problems)
    {
        List<DecoderSpec> steps = [];
        int before = problems.Count;
        Add(component, steps, problems);
        if (component is not null && steps.Count == 0)
        {
            steps.Add(new FuseDecoderSpec()); // a sequence of nothing joins the tokens all the same, without the blanks of no decoder at all
        }

        return problems.Count > before ? null : steps.ToEquatableArray();
    }

    private static void Add(ComponentJson? component, List<DecoderSpec> steps, TokenizerProblems problems)
    {
        switch (component)
        {
            case SequenceJson sequence:
                foreach (ComponentJson item in sequence.Items)
                {
                    Add(item, steps, problems);
                }

                break;
            case WordPieceDecoderJson wordPiece:
                steps.Add(new WordPieceDecoderSpec(wordPiece.Prefix.Value, wordPiece.Cleanup));
                break;
            case null:
                break; // tokens are joined by blanks
            case ByteLevelJson:
                steps.Add(new ByteLevelDecoderSpec());
                break;
            case BpeDecoderJson bpe:
                steps.Add(new BpeDecoderSpec(bpe.Suffix));
                break;
            case ByteFallbackDecoderJson:
                steps.Add(new ByteFallbackDecoderSpec());
                break;
            case FuseDecoderJson:
                steps.Add(new FuseDecoderSpec());
                break;
            case ReplaceDecoderJson replace:
                AddReplace(replace, steps, problems);
                break;
            case StripDecoderJson strip:
                steps.Add(new StripDecoderSpec(strip.Content, strip.Start, strip.Stop));
                break;
            case CtcDecoderJson ctc:
                steps.Add(new CtcDecoderSpec(ctc.PadToken, ctc.WordDelimiterToken, ctc.Cleanup));
                break;
            case MetaspaceJson metaspace:
                steps.Add(new MetaspaceDecoderSpec(metaspace.Replacement, KeepsFirst: metaspace.Scheme == PrependScheme.Never));
                break;
            default:
                problems.Refuse("decoder", component);
                break;
        }
    }

    private static void AddReplace(ReplaceDecoderJson replace, List<DecoderSpec> steps, TokenizerProblems problems)
    {
        Located<string> text = replace.Pattern.Text;
        PatternSpec? pattern = text.Value.Length == 0 ? null
            : replace.Pattern.IsRegex ? SetPatternReader.Read(text.Value)
            : new LiteralPattern(text.Value);
        if (pattern is not null)
        {
            steps.Add(new ReplaceDecoderSpec(pattern, replace.Content));
            return;
        }

        problems.Add(
            new TextPosition(text.Line, text.Column),
            $"found {(replace.Pattern.IsRegex ? "regular expression" : "pattern")} \"{text.Value}\" in decoder, which is not modelled",
            FileProblemKind.NotModelled);
    }
}
