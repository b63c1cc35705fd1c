namespace Sememe.Generator.Emit.Tasks;

/// <summary>Vectors of tokens and words in context: members that bare encoders and sentence embedders have in common.</summary>
internal static class ContextMembers
{
    private const string View = "Contextualize(ReadOnlySpan<char>,ContextOptions)";
    private const string Span = "Contextualize(ReadOnlySpan<char>,Span<float>,Span<TextRange>,ContextOptions)";
    private const string WordsView = "Contextualize(ReadOnlySpan<string>,ContextOptions)";
    private const string WordsSpan = "Contextualize(ReadOnlySpan<string>,Span<float>,ContextOptions)";
    private const string Type = "global::Sememe.IContextualModel<{0}>.";
    private const string Options = "global::Sememe.ContextOptions options";

    // Result, parameters with types, arguments.
    private static readonly (string Key, string Result, string Parameters, string Arguments)[] s_all =
    [
        (View, "TokenVectors", "global::System.ReadOnlySpan<char> text", "text"),
        (
            Span, "ContextInfo",
            "global::System.ReadOnlySpan<char> text, global::System.Span<float> vectors, global::System.Span<global::Sememe.TextRange> offsets", "text, vectors, offsets"
        ),
        (WordsView, "TokenVectors", "global::System.ReadOnlySpan<string> words", "words"),
        (WordsSpan, "ContextInfo", "global::System.ReadOnlySpan<string> words, global::System.Span<float> vectors", "words, vectors"),
    ];

    /// <summary>Keys of the members.</summary>
    public static IReadOnlyList<string> Surface { get; } = [.. s_all.Select(static member => member.Key)];

    /// <summary>The constant that the interface asks for.</summary>
    public static (string Name, string Declaration) InterfaceConstant => (Emit.Surface.HiddenSize, "static int " + Type + "HiddenSize");

    /// <summary>The members that the interface asks for.</summary>
    public static IEnumerable<(string Key, string Declaration)> InterfaceMembers =>
        s_all.Select(static member => (member.Key, $"global::Sememe.{member.Result} {Type}Contextualize({member.Parameters}, {Options})"));

    public static void Write(MemberWriter members)
    {
        foreach ((string key, string result, string parameters, string arguments) in s_all)
        {
            members.Member(
                key,
                "<inheritdoc/>",
                $"public global::Sememe.{result} Contextualize({parameters}, {Options} = default) " + members.Body($"__model.Contextualize({arguments}, options)"));
        }
    }
}
