using System.Globalization;
using Sememe.Compiler;
using Sememe.Compiler.Collections;
using Sememe.Compiler.Tasks;

namespace Sememe.Generator.Emit.Tasks;

/// <summary>The same text in another language.</summary>
internal sealed class TranslatingEmitter(TranslatingTask task) : HeadEmitter(task.Head)
{
    private const string Translate = "Translate(ReadOnlySpan<char>,TranslateOptions,CancellationToken)";
    private const string TranslateCharacters = "Translate(ReadOnlySpan<char>,Span<char>,TranslateOptions,CancellationToken)";
    private const string TranslateTokens = "Translate(ReadOnlySpan<char>,Span<int>,TranslateOptions,CancellationToken)";
    private const string TranslateBest = "Translate(ReadOnlySpan<char>,Span<Translation>,TranslateOptions,CancellationToken)";
    private const string TranslateAll = "Translate(ReadOnlySpan<string>,Span<string>,TranslateOptions,IProgress<int>,CancellationToken)";

    private const string Options = "global::Sememe.TranslateOptions options = default";
    private const string Parameters = Options + ", global::System.Threading.CancellationToken cancellation = default";

    private const string Documentation =
        """
        <param name="options">How; what it leaves open is as generation_config.json of the model folder says.</param>
        <param name="cancellation">Ends the call with an <see cref="global::System.OperationCanceledException"/>.</param>
        <exception cref="global::System.ArgumentException">The text has more than <see cref="MaxTokens"/> tokens and the model was not loaded with <see cref="global::Sememe.LoadOptions.Truncate"/>, an option is out of its range, or a destination is too small.</exception>
        """;

    private const string Source = "<param name=\"text\">The text; for a model of several languages with the code of the one that is wanted in front, for example <c>&gt;&gt;fra&lt;&lt;</c>.</param>";

    public override string RuntimeClass => "TextTranslator";

    /// <summary>Keys of the members.</summary>
    public static IReadOnlyList<string> Members { get; } = [Translate, TranslateCharacters, TranslateTokens, TranslateBest, TranslateAll];

    public override IReadOnlyList<string> Surface { get; } = [.. Emit.Surface.Network, .. Members];

    public override string Description => base.Description + $$"""

            Translation = new()
            {
                StartToken = {{task.StartToken}},
                ForcedEndTokens = {{Numbers(task.ForcedEndTokens)}},
                BadWords = [{{string.Join(", ", task.BadWords.Select(Numbers))}}],
                Beams = {{task.Beams}},
                MaxNewTokens = {{task.MaxNewTokens}},
                LengthPenalty = {{task.LengthPenalty.ToString("R", CultureInfo.InvariantCulture)}}d,
                EarlyStopping = global::Sememe.EarlyStopping.{{task.EarlyStopping}},
                Renormalizes = {{Boolean(task.Renormalizes)}},
            },
            EndTokens = {{Numbers(task.EndTokens)}},
        """;

    public override void WriteMembers(MemberWriter members)
    {
        members.Member(
            Translate,
            $"""
            <summary>Translates a text: the best translation, as a new string.</summary>
            {Source}
            {Documentation}
            """,
            $"public string Translate({Text} text, {Parameters}) " + members.Body("__model.Translate(text, options, cancellation)"));
        WriteMember(members, TranslateCharacters, "the characters of the best translation. Allocates nothing", "translation", "global::System.Span<char>", "Takes the characters");
        WriteMember(members, TranslateTokens, "the tokens of the best translation. Allocates nothing", "tokens", "global::System.Span<int>", "Takes the tokens");
        WriteMember(
            members,
            TranslateBest,
            "the best translations with their scores, the best first",
            "translations",
            "global::System.Span<global::Sememe.Translation>",
            "Takes the translations, as many as it has room for: at most as many as there are beams");
        members.Member(
            TranslateAll,
            $"""
            <summary>Translates many texts on several threads: the best translation of each, as a new string. What a text becomes does not depend on the others.</summary>
            <param name="texts">The texts.</param>
            <param name="translations">Takes the translations, in the order of the texts.</param>
            <param name="options">How; what it leaves open is as generation_config.json of the model folder says.</param>
            {Progress}
            {TooLong}
            """,
            $"public global::Sememe.BatchInfo Translate({Texts} texts, global::System.Span<string> translations, {Options}, {BatchParameters}) "
                + members.Body("__model.Translate(texts, translations, options, progress, cancellation)"));
    }

    public override string Facts(ModelSpec specification) => "translates texts";

    private static void WriteMember(MemberWriter members, string key, string what, string name, string type, string takes) => members.Member(
        key,
        $"""
        <summary>Translates a text: {what}.</summary>
        {Source}
        <param name="{name}">{takes}.</param>
        {Documentation}
        """,
        $"public global::Sememe.TranslateInfo Translate({Text} text, {type} {name}, {Parameters}) " + members.Body($"__model.Translate(text, {name}, options, cancellation)"));

    private static string Numbers(EquatableArray<int> numbers) => $"[{string.Join(", ", numbers)}]";
}
