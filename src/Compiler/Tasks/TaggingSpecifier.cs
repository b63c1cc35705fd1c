using Sememe.Compiler.Collections;
using Sememe.CompilerServices;

namespace Sememe.Compiler.Tasks;

/// <summary>config.json of a …ForTokenClassification → labels and what they mean, by the rules of transformers' token classification pipeline.</summary>
internal static class TaggingSpecifier
{
    private const string Begin = "B-";
    private const string Inside = "I-";
    private const string Nothing = "O";

    public static TaggingTask Specify(TaskContext context)
    {
        if (context.Config is not { } config)
        {
            return new TaggingTask();
        }

        EquatableArray<LabelSpec> labels = LabelSpecifier.Specify(config, context.Findings);
        List<string> tags = [];
        List<string> entities = [];
        TagSpec[] specs = [.. labels.Select(label => new TagSpec(
            label.Name.StartsWith(Begin, StringComparison.Ordinal),
            IndexIn(tags, TagOf(label.Name)),
            EntityOf(label.Name) == Nothing ? -1 : IndexIn(entities, EntityOf(label.Name))))];
        return new TaggingTask
        {
            Head = HeadSpecifier.Specify(context, HeadKind.TokenClassification, labels.Count),
            Labels = labels,
            Entities = LabelIdentifiers.Of(entities),
            Tags = new(specs),
        };
    }

    /// <summary>What tokens must have in common to belong together. A label without <c>B-</c> and <c>I-</c> continues its own kind.</summary>
    private static string TagOf(string label) =>
        label.StartsWith(Begin, StringComparison.Ordinal) || label.StartsWith(Inside, StringComparison.Ordinal) ? label.Substring(Begin.Length) : label;

    /// <summary>What a part of the text is called: what stands after the first hyphen.</summary>
    private static string EntityOf(string label) => label.Substring(label.IndexOf('-') + 1);

    private static int IndexIn(List<string> names, string name)
    {
        if (!names.Contains(name))
        {
            names.Add(name);
        }

        return names.IndexOf(name);
    }
}
