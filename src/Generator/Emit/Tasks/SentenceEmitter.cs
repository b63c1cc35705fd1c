using Sememe.Compiler;
using Sememe.Compiler.Tasks;
using Sememe.CompilerServices;

namespace Sememe.Generator.Emit.Tasks;

/// <summary>Sentence embedding.</summary>
internal sealed class SentenceEmitter(SentenceTask task) : TaskEmitter
{
    private const string Dimensions = "Dimensions";
    private const string Vector = "Vector";
    private const string Prompt = "Prompt";
    private const string EmbedVector = "Embed(ReadOnlySpan<char>)";
    private const string EmbedSpan = "Embed(ReadOnlySpan<char>,Span<float>)";
    private const string EmbedVectors = "Embed(ReadOnlySpan<string>,Span<Vector>,IProgress<int>,CancellationToken)";
    private const string EmbedSpans = "Embed(ReadOnlySpan<string>,Span<float>,IProgress<int>,CancellationToken)";
    private const string PromptVector = "Embed(ReadOnlySpan<char>,Prompt)";
    private const string PromptSpan = "Embed(ReadOnlySpan<char>,Prompt,Span<float>)";
    private const string PromptVectors = "Embed(ReadOnlySpan<string>,Prompt,Span<Vector>,IProgress<int>,CancellationToken)";

    private const string Type = "global::Sememe.IEmbeddingModel<{0}>.";
    private const string Text = "global::System.ReadOnlySpan<char> text";
    private const string Texts = "global::System.ReadOnlySpan<string> texts";
    private const string Floats = "global::System.Span<float> destination";
    private const string Batch = "global::System.IProgress<int>? progress, global::System.Threading.CancellationToken cancellation";
    private const string BatchDefaults = "global::System.IProgress<int>? progress = null, global::System.Threading.CancellationToken cancellation = default";

    private const string TooLong =
        "<exception cref=\"global::System.ArgumentException\">The text has more than <see cref=\"MaxTokens\"/> tokens and the model was not loaded with <see cref=\"global::Sememe.LoadOptions.Truncate\"/>.</exception>";

    private const string BatchDocumentation =
        """
        <param name="destination">At least one vector per text; filled in the order of the texts.</param>
        <param name="progress">Told how many texts are done, on the calling thread.</param>
        <param name="cancellation">Ends the call with an <see cref="global::System.OperationCanceledException"/>.</param>
        <exception cref="global::System.ArgumentException">A text has more than <see cref="MaxTokens"/> tokens and the model was not loaded with <see cref="global::Sememe.LoadOptions.Truncate"/>, or the destination is too small.</exception>
        """;

    private static readonly string[] s_prompting = [Prompt, PromptVector, PromptSpan, PromptVectors];

    private readonly string _defaultPrompt = task.DefaultPrompt < 0 ? "-1" : task.DefaultPrompt.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public override string RuntimeClass => "EmbeddingModel";

    public override string Interface => "IEmbeddingModel";

    /// <summary>Keys of the members, those about prompts last.</summary>
    public static IReadOnlyList<string> Members { get; } = [Dimensions, Vector, EmbedVector, EmbedSpan, EmbedVectors, EmbedSpans, .. s_prompting];

    public override IReadOnlyList<string> Surface { get; } =
        [.. Emit.Surface.Network, .. task.Prompts.IsEmpty ? Members.Except(s_prompting) : Members, .. ContextMembers.Surface];

    public override IEnumerable<(string Name, string Declaration)> InterfaceConstants =>
        [(Dimensions, "static int " + Type + "Dimensions"), ContextMembers.InterfaceConstant];

    public override IEnumerable<(string Key, string Declaration)> InterfaceMembers =>
    [
        (EmbedSpan, $"global::Sememe.EmbedInfo {Type}Embed({Text}, {Floats})"),
        (EmbedSpans, $"global::Sememe.BatchInfo {Type}Embed({Texts}, {Floats}, {Batch})"),
        .. ContextMembers.InterfaceMembers,
    ];

    public override string Description => $$"""
            Sentence = new()
            {
                Pooling = [{{string.Join(", ", task.Pooling.Select(static pooling => "global::Sememe.CompilerServices.PoolingMode." + pooling.Mode))}}],
                Steps = [{{string.Join(", ", task.Steps.Select(Step))}}],
                Prompts = [{{string.Join(", ", task.Prompts.Select(static prompt => StringLiteral.Of(prompt.Text)))}}],
                ExcludesPrompt = {{Boolean(task.ExcludesPrompt)}},
                Dimensions = Dimensions,
            },
        """;

    public override void WriteConstants(MemberWriter members) => ModelEmitter.WriteNumber(members, Dimensions, "Length of a sentence vector", task.Dimensions);

    public override void WriteMembers(MemberWriter members)
    {
        WriteEmbedding(members);
        if (!task.Prompts.IsEmpty)
        {
            WritePrompts(members);
        }

        ContextMembers.Write(members);
        VectorType.Write(members);
    }

    public override string Facts(ModelSpec specification) =>
        $"sentence vectors of {Emit.Description.Number(task.Dimensions ?? 1)} numbers ({string.Join(", then ", task.Pooling.Select(Pooling))}{string.Concat(task.Steps.Select(StepFacts))})";

    private void WriteEmbedding(MemberWriter members)
    {
        members.Member(
            EmbedVector,
            $"""
            <summary>Embeds one text.</summary>
            <param name="text">The text.</param>
            <returns>Its vector.</returns>
            {TooLong}
            """,
            EmbedOne(members, Text, _defaultPrompt));
        members.Member(EmbedSpan, "<inheritdoc/>", $"public global::Sememe.EmbedInfo Embed({Text}, {Floats}) " + members.Body($"__model.Embed(text, {_defaultPrompt}, destination)"));
        members.Member(
            EmbedVectors,
            $"""
            <summary>Embeds many texts, on as many threads as <see cref="global::Sememe.LoadOptions.Threads"/> allows.</summary>
            <param name="texts">The texts.</param>
            {BatchDocumentation}
            """,
            $"public global::Sememe.BatchInfo Embed({Texts}, global::System.Span<Vector> destination, {BatchDefaults}) " + members.Body(EmbedMany(_defaultPrompt)));
        members.Member(
            EmbedSpans,
            "<inheritdoc/>",
            $"public global::Sememe.BatchInfo Embed({Texts}, {Floats}, {BatchDefaults}) " + members.Body($"__model.Embed(texts, {_defaultPrompt}, destination, progress, cancellation)"));
    }

    private void WritePrompts(MemberWriter members)
    {
        const string Number = "(int)prompt - 1";
        const string Parameter = "<param name=\"prompt\">What is put before it.</param>";
        members.Field(
            Prompt,
            "<summary>What the model wants before a text, depending on what the text is for.</summary>",
            $$"""
            public enum Prompt
            {
                /// <summary>Nothing.</summary>
                None = 0,

            {{string.Join("\n\n", task.Prompts.Select(static (prompt, i) => $"    /// <summary><c>{Emit.Description.Xml(Emit.Description.OnOneLine(prompt.Text))}</c></summary>\n    {prompt.Identifier} = {i + 1},"))}}
            }
            """);
        members.Member(
            PromptVector,
            $"""
            <summary>Embeds one text with a prompt.</summary>
            <param name="text">The text.</param>
            {Parameter}
            <returns>Its vector.</returns>
            {TooLong}
            """,
            EmbedOne(members, Text + ", Prompt prompt", Number));
        members.Member(
            PromptSpan,
            $"""
            <summary>Embeds one text with a prompt, into the caller's memory.</summary>
            <param name="text">The text.</param>
            {Parameter}
            <param name="destination">At least <see cref="Dimensions"/> numbers.</param>
            {TooLong}
            """,
            $"public global::Sememe.EmbedInfo Embed({Text}, Prompt prompt, {Floats}) " + members.Body($"__model.Embed(text, {Number}, destination)"));
        members.Member(
            PromptVectors,
            $"""
            <summary>Embeds many texts with a prompt.</summary>
            <param name="texts">The texts.</param>
            <param name="prompt">What is put before each.</param>
            {BatchDocumentation}
            """,
            $"public global::Sememe.BatchInfo Embed({Texts}, Prompt prompt, global::System.Span<Vector> destination, {BatchDefaults}) " + members.Body(EmbedMany(Number)));
        WritePromptsOfInterface(members);
    }

    /// <summary>For code that is generic over models and cannot name the enumeration.</summary>
    private void WritePromptsOfInterface(MemberWriter members)
    {
        string type = Type.Replace("{0}", members.Class.Name);
        string names = string.Join(", ", task.Prompts.Select(static prompt => StringLiteral.Of(prompt.Name)));
        members.Member(null, "", $"static global::System.Collections.Generic.IReadOnlyList<string> {type}Prompts {{ get; }} = [{names}];");
        members.Member(null, "", $"global::Sememe.BatchInfo {type}Embed({Texts}, int prompt, {Floats}, {Batch}) {members.Body("__model.Embed(texts, prompt, destination, progress, cancellation)")}");
    }

    private static string EmbedOne(MemberWriter members, string parameters, string prompt) => members.IsSound
        ? $$"""
            public Vector Embed({{parameters}})
            {
                Vector vector = default;
                __model.Embed(text, {{prompt}}, vector);
                return vector;
            }
            """
        : $"public Vector Embed({parameters}) " + members.Body("");

    private static string EmbedMany(string prompt) =>
        $"__model.Embed(texts, {prompt}, global::System.Runtime.InteropServices.MemoryMarshal.Cast<Vector, float>(destination), progress, cancellation)";

    private static string Step(SentenceStep step) => step.Weights is null
        ? "new()"
        : $"new() {{ Weights = {StringLiteral.Of(step.Weights)}, Inputs = {step.Inputs}, Outputs = {step.Outputs}, HasBias = {Boolean(step.HasBias)}, "
            + $"Activation = {Activation(step.Activation)} }}";

    private static string StepFacts(SentenceStep step) => step.Weights is null ? ", of length 1" : $", a layer of {Emit.Description.Number(step.Outputs)}";

    private static string Pooling(SentencePooling pooling) => pooling.Mode switch
    {
        PoolingMode.Mean => "mean of all tokens",
        PoolingMode.Cls => "the first token's",
        PoolingMode.Max => "maximum of all tokens",
        PoolingMode.MeanSqrtLength => "sum of all tokens over the root of their number",
        PoolingMode.WeightedMean => "mean of all tokens weighted by place",
        PoolingMode.LastToken => "the last token's",
        _ => pooling.Mode.ToString(),
    };
}
