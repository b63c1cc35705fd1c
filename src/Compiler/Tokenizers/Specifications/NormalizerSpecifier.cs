using Sememe.Compiler.Collections;
using Sememe.Formats;
using Sememe.Formats.Json;
using Sememe.Formats.Tokenizers;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>The meaning of <c>normalizer</c>: one case per component, sequences laid flat.</summary>
internal static class NormalizerSpecifier
{
    /// <summary>Null when a component is not modelled; then there is a problem that names it.</summary>
    public static EquatableArray<NormalizerSpec>? Specify(ComponentJson? component, TokenizerProblems problems)
    {
        List<NormalizerSpec> steps = [];
        int before = problems.Count;
        Add(component, steps, problems);
        return problems.Count > before ? null : steps.ToEquatableArray();
    }

    private static void Add(ComponentJson? component, List<NormalizerSpec> steps, TokenizerProblems problems)
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
            case BertNormalizerJson bert:
                steps.Add(new BertNormalizerSpec(
                    bert.CleanText.Value, bert.HandleChineseChars.Value, bert.StripAccents?.Value ?? bert.Lowercase.Value, bert.Lowercase.Value));
                break;
            case UnicodeFormJson form:
                steps.Add(new UnicodeFormSpec(form.Composes, form.IsCompatible));
                break;
            case PlainNormalizerJson plain:
                steps.Add(Specify(plain));
                break;
            case StripNormalizerJson strip:
                steps.Add(new StripSpec(strip.Left, strip.Right));
                break;
            case PrependNormalizerJson { Text: "" }:
                problems.Add(component.Place, "found normalizer \"Prepend\" of nothing, which is not modelled: Hugging Face moves places with it", FileProblemKind.NotModelled);
                break;
            case PrependNormalizerJson prepend:
                steps.Add(new PrependSpec(prepend.Text));
                break;
            case ReplaceNormalizerJson replace:
                AddReplace(replace, steps, problems);
                break;
            case PrecompiledJson precompiled:
                AddPrecompiled(precompiled, steps, problems);
                break;
            default:
                problems.Refuse("normalizer", component);
                break;
        }
    }
    private static NormalizerSpec Specify(PlainNormalizerJson plain) => plain.Type switch
    {
        "Lowercase" => new LowercaseSpec(),
        "StripAccents" => new StripAccentsSpec(),
        "Nmt" => new NmtSpec(),
        _ => new ByteLevelNormalizerSpec(),
    };

    private static void AddReplace(ReplaceNormalizerJson replace, List<NormalizerSpec> steps, TokenizerProblems problems)
    {
        Located<string> pattern = replace.Pattern.Text;
        if (!replace.Pattern.IsRegex && pattern.Value.Length > 0)
        {
            steps.Add(new ReplaceSpec(pattern.Value, replace.Content));
        }
        else if (replace.Pattern.IsRegex && SmallRegex.Parse(pattern.Value) is { } regex)
        {
            steps.Add(new ReplaceRunsSpec(new(regex.Characters), regex.Fewest, regex.Most, replace.Content));
        }
        else
        {
            problems.Add(
                new TextPosition(pattern.Line, pattern.Column),
                $"found the pattern \"{pattern.Value}\" in normalizer \"Replace\", which is not modelled; modelled are strings, and one character or \\s, \\d, \\n with +, {{n}}, {{n,}} or {{n,m}}",
                FileProblemKind.NotModelled);
        }
    }

    private static void AddPrecompiled(PrecompiledJson precompiled, List<NormalizerSpec> steps, TokenizerProblems problems)
    {
        string charsmap = precompiled.Charsmap.Value;
        if (charsmap.Length == 0)
        {
            return; // an identity, which SentencePiece writes as nothing
        }

        if (Charsmap.Check(charsmap) is { } problem)
        {
            problems.Add(new TextPosition(precompiled.Charsmap.Line, precompiled.Charsmap.Column), problem, FileProblemKind.Malformed);
            return;
        }

        steps.Add(new PrecompiledSpec(charsmap));
    }
}
