using Sememe.Compiler;
using Sememe.Compiler.Tasks;

namespace Sememe.Generator.Emit.Tasks;

/// <summary>How likely a text is, and how it goes on.</summary>
internal sealed class GeneratingEmitter(GeneratingTask task) : HeadEmitter(task.Head)
{
    private const string Perplexity = "Perplexity(ReadOnlySpan<char>)";
    private const string Generate = "Generate(ReadOnlySpan<char>,GenerateOptions,CancellationToken)";
    private const string GenerateTokens = "Generate(ReadOnlySpan<char>,Span<int>,GenerateOptions,CancellationToken)";
    private const string GeneratePieces = "Generate(ReadOnlySpan<char>,TextPiece,GenerateOptions,CancellationToken)";

    private const string Parameters = "global::Sememe.GenerateOptions options = default, global::System.Threading.CancellationToken cancellation = default";

    private const string Documentation =
        """
        <param name="options">How: the best token at every step, or by chance; when to stop.</param>
        <param name="cancellation">Ends the call with an <see cref="global::System.OperationCanceledException"/>.</param>
        <exception cref="global::System.ArgumentException">The text has no tokens, or more than <see cref="MaxTokens"/> and the model was not loaded with <see cref="global::Sememe.LoadOptions.Truncate"/>, or an option is out of its range.</exception>
        """;

    public override string RuntimeClass => "TextGenerator";

    /// <summary>Keys of the members.</summary>
    public static IReadOnlyList<string> Members { get; } = [Perplexity, Generate, GenerateTokens, GeneratePieces];

    public override IReadOnlyList<string> Surface { get; } = [.. Emit.Surface.Network, .. Members];

    public override string Description => base.Description + $$"""

            EndTokens = [{{string.Join(", ", task.EndTokens)}}],
        """;

    public override void WriteMembers(MemberWriter members)
    {
        members.Member(
            Perplexity,
            $"""
            <summary>How much a text surprises the model: e to the mean cross-entropy of each token given those before it. Not a number for a text of fewer than two tokens.</summary>
            <param name="text">The text.</param>
            {TooLong}
            """,
            $"public double Perplexity({Text} text) " + members.Body("__model.Perplexity(text)"));
        members.Member(
            Generate,
            $"""
            <summary>Continues a text: what is added, as a new string.</summary>
            <param name="prompt">The text.</param>
            {Documentation}
            """,
            $"public string Generate({Text} prompt, {Parameters}) " + members.Body("__model.Generate(prompt, options, cancellation)"));
        members.Member(
            GenerateTokens,
            $"""
            <summary>Continues a text: the tokens that are added. Allocates nothing.</summary>
            <param name="prompt">The text.</param>
            <param name="tokens">Takes the tokens, as many as fit.</param>
            {Documentation}
            """,
            $"public global::Sememe.GenerateInfo Generate({Text} prompt, global::System.Span<int> tokens, {Parameters}) "
                + members.Body("__model.Generate(prompt, tokens, options, cancellation)"));
        members.Member(
            GeneratePieces,
            $"""
            <summary>Continues a text and gives what is added piece by piece, as soon as it is certain. Allocates nothing.</summary>
            <param name="prompt">The text.</param>
            <param name="onText">Takes the pieces, on the calling thread.</param>
            {Documentation}
            """,
            $"public global::Sememe.GenerateInfo Generate({Text} prompt, global::Sememe.TextPiece onText, {Parameters}) "
                + members.Body("__model.Generate(prompt, onText, options, cancellation)"));
    }

    public override string Facts(ModelSpec specification) => "continues texts";
}
