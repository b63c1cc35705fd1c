using Sememe.Compiler;
using Sememe.Compiler.Tasks;

namespace Sememe.Generator.Emit.Tasks;

/// <summary>Labels of tokens, and labelled parts of a text.</summary>
internal sealed class TaggingEmitter(TaggingTask task) : HeadEmitter(task.Head)
{
    private const string Label = "Label";
    private const string Entity = "Entity";
    private const string NameOfLabel = "NameOf(Label)";
    private const string NameOfEntity = "NameOf(Entity)";
    private const string Mention = "Mention";
    private const string TaggedToken = "TaggedToken";
    private const string Recognize = "Recognize(ReadOnlySpan<char>)";
    private const string RecognizeSpan = "Recognize(ReadOnlySpan<char>,Span<Mention>)";
    private const string Tag = "Tag(ReadOnlySpan<char>,Span<TaggedToken>)";

    public override string RuntimeClass => "TokenClassifier";

    /// <summary>Keys of the members.</summary>
    public static IReadOnlyList<string> Members { get; } = [Label, Entity, NameOfLabel, NameOfEntity, Mention, TaggedToken, Recognize, RecognizeSpan, Tag];

    public override IReadOnlyList<string> Surface { get; } = [.. Emit.Surface.Network, .. Members];

    public override string Description => base.Description + $$"""

            Tags = new()
            {
                Begins = [{{string.Join(", ", task.Tags.Select(static tag => Boolean(tag.Begins)))}}],
                Tags = [{{string.Join(", ", task.Tags.Select(static tag => tag.Tag))}}],
                Entities = [{{string.Join(", ", task.Tags.Select(static tag => tag.Entity))}}],
            },
        """;

    public override void WriteMembers(MemberWriter members)
    {
        LabelTypes.WriteEnum(members, Label, "What a token can be.", task.Labels);
        LabelTypes.WriteEnum(members, Entity, "What a part of a text can be: the labels without their <c>B-</c> and <c>I-</c>.", task.Entities);
        LabelTypes.WriteNames(members, NameOfLabel, Label, "label", task.Labels);
        LabelTypes.WriteNames(members, NameOfEntity, Entity, "entity", task.Entities);
        WriteSpanType(members, Mention, Entity, "A part of a text and what it is.", "What it is.", "mean probability of its tokens' labels");
        WriteSpanType(members, TaggedToken, Label, "A token and its label.", "Its label.", "probability of the label");
        WriteMethods(members);
    }

    public override string Facts(ModelSpec specification) => $"{Emit.Description.Number(task.Labels.Count)} labels for tokens, {Emit.Description.Number(task.Entities.Count)} kinds of parts of a text";

    private static void WriteSpanType(MemberWriter members, string name, string label, string summary, string meaning, string score) => members.Member(
        name,
        $"""
        <summary>{summary}</summary>
        <param name="{label}">{meaning}</param>
        <param name="Score">How sure the model is: {score}.</param>
        <param name="Range">Where it stands in the text, in UTF-16 units.</param>
        """,
        $"""
        [global::System.Runtime.InteropServices.StructLayout(global::System.Runtime.InteropServices.LayoutKind.Sequential)]
        public readonly record struct {name}({label} {label}, float Score, global::Sememe.TextRange Range);
        """);

    private static void WriteMethods(MemberWriter members)
    {
        members.Member(
            RecognizeSpan,
            $"""
            <summary>Finds the labelled parts of a text, in its order. Neighbouring tokens of one kind are one part, until a label begins a new one.</summary>
            <param name="text">The text.</param>
            <param name="destination">Takes them; <see cref="MaxTokens"/> elements are always enough.</param>
            {TooLong}
            """,
            $"public global::Sememe.SpanInfo Recognize({Text} text, global::System.Span<Mention> destination) " + members.Body($"__model.Recognize(text, {Cast(Mention)})"));
        members.Member(
            Recognize,
            $"""
            <summary>Finds the labelled parts of a text, as a new array.</summary>
            <param name="text">The text.</param>
            {TooLong}
            """,
            members.IsSound
                ? $$"""
                    public Mention[] Recognize({{Text}} text)
                    {
                        Mention[] mentions = new Mention[MaxTokens];
                        int count = Recognize(text, mentions).Count;
                        return mentions[..count];
                    }
                    """
                : $"public Mention[] Recognize({Text} text) " + members.Body(""));
        members.Member(
            Tag,
            $"""
            <summary>The label of every token of a text.</summary>
            <param name="text">The text.</param>
            <param name="destination">Takes one per token; <see cref="MaxTokens"/> elements are always enough.</param>
            {TooLong}
            """,
            $"public global::Sememe.SpanInfo Tag({Text} text, global::System.Span<TaggedToken> destination) " + members.Body($"__model.Tag(text, {Cast(TaggedToken)})"));
    }

    private static string Cast(string type) =>
        $"global::System.Runtime.InteropServices.MemoryMarshal.Cast<{type}, global::Sememe.CompilerServices.LabelledSpan>(destination)";
}
