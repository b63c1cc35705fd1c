using Sememe.Formats;
using Sememe.Formats.Tokenizers;
using Sememe.Tokenization.PostProcessors;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>The meaning of <c>post_processor</c>: at most one component that adds tokens, and at most one that trims offsets, which comes no later.</summary>
internal static class PostProcessorSpecifier
{
    /// <summary>Null when a component is not modelled; then there is a problem that names it.</summary>
    public static TemplateSpec? Specify(ComponentJson? component, Templates templates, TokenizerProblems problems)
    {
        int before = problems.Count;
        TemplateSpec? template = null;
        OffsetTrimming trimming = OffsetTrimming.None;
        foreach (ComponentJson step in Flatten(component))
        {
            OffsetTrimming trims = Trimming(step);
            if (template is not null || (trims != OffsetTrimming.None && trimming != OffsetTrimming.None))
            {
                problems.Add(step.Place, "found a post_processor behind one that adds tokens, or a second one that trims offsets, which is not modelled", FileProblemKind.NotModelled);
                return null;
            }

            trimming = trims != OffsetTrimming.None ? trims : trimming;
            template = step is ByteLevelJson ? null : SpecifyTemplate(step, templates, problems);
        }

        return problems.Count > before ? null : (template ?? Templates.Plain) with { Trimming = trimming };
    }

    private static IEnumerable<ComponentJson> Flatten(ComponentJson? component) =>
        component is null ? [] : component is SequenceJson sequence ? sequence.Items.SelectMany(Flatten) : [component];

    private static TemplateSpec? SpecifyTemplate(ComponentJson component, Templates templates, TokenizerProblems problems)
    {
        switch (component)
        {
            case TemplateProcessingJson template:
                return templates.Specify(template);
            case BertProcessingJson bert:
                return templates.Specify(bert);
            case RobertaProcessingJson roberta:
                return templates.Specify(roberta);
            default:
                problems.Refuse("post_processor", component);
                return null;
        }
    }

    private static OffsetTrimming Trimming(ComponentJson component)
    {
        (bool trims, bool keepsFirst) = component switch
        {
            ByteLevelJson byteLevel => (byteLevel.TrimOffsets, byteLevel.AddPrefixSpace),
            RobertaProcessingJson roberta => (roberta.TrimOffsets, roberta.AddPrefixSpace),
            _ => (false, false),
        };
        return !trims ? OffsetTrimming.None : keepsFirst ? OffsetTrimming.TrimAfterPrefix : OffsetTrimming.Trim;
    }
}
