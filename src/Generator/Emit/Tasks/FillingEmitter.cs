using Sememe.Compiler;
using Sememe.Compiler.Tasks;

namespace Sememe.Generator.Emit.Tasks;

/// <summary>Words for gaps.</summary>
internal sealed class FillingEmitter(FillingTask task) : HeadEmitter(task.Head)
{
    private const string Fill = "Fill(ReadOnlySpan<char>,Span<TokenScore>)";
    private const string FillArray = "Fill(ReadOnlySpan<char>,int)";
    private const string WordOf = "WordOf(TokenScore)";

    public override string RuntimeClass => "MaskFiller";

    /// <summary>Keys of the members.</summary>
    public static IReadOnlyList<string> Members { get; } = [Fill, FillArray, WordOf];

    public override IReadOnlyList<string> Surface { get; } = [.. Emit.Surface.Network, .. Members];

    public override void WriteMembers(MemberWriter members)
    {
        members.Member(
            Fill,
            $"""
            <summary>The most probable tokens for the gaps of a text.</summary>
            <param name="text">The text, with the mask token in place of each gap.</param>
            <param name="best">Takes the guesses, those for the first gap first, the best first: its length is shared out evenly among the gaps.</param>
            {TooLong}
            """,
            $"public global::Sememe.FillInfo Fill({Text} text, global::System.Span<global::Sememe.TokenScore> best) " + members.Body("__model.Fill(text, best)"));
        members.Member(
            FillArray,
            $"""
            <summary>The most probable tokens for the one gap of a text, as a new array, the best first. For several gaps the number is shared out among them.</summary>
            <param name="text">The text, with the mask token in place of the gap.</param>
            <param name="count">How many guesses.</param>
            {TooLong}
            """,
            members.IsSound
                ? $$"""
                    public global::Sememe.TokenScore[] Fill({{Text}} text, int count = 5)
                    {
                        global::Sememe.TokenScore[] best = new global::Sememe.TokenScore[count];
                        global::Sememe.FillInfo info = __model.Fill(text, best);
                        return best[..(info.Masks * info.PerMask)];
                    }
                    """
                : $"public global::Sememe.TokenScore[] Fill({Text} text, int count = 5) " + members.Body(""));
        members.Member(
            WordOf,
            """
            <summary>What a guess says, as text.</summary>
            <param name="guess">The guess.</param>
            """,
            "public static string WordOf(global::Sememe.TokenScore guess) " + members.Body("Tokenizer.Decode([guess.TokenId])"));
    }

    public override string Facts(ModelSpec specification) => "words for gaps in a text";
}
