using Sememe.Compiler;
using Sememe.Compiler.Tasks;
using Sememe.CompilerServices;

namespace Sememe.Generator.Emit.Tasks;

/// <summary>Labels of texts and pairs.</summary>
internal sealed class ClassifyingEmitter(ClassifyingTask task) : HeadEmitter(task.Head)
{
    private const string Label = "Label";
    private const string LabelCount = "LabelCount";
    private const string NameOf = "NameOf(Label)";
    private const string Scores = "Scores";
    private const string One = "Classify(ReadOnlySpan<char>)";
    private const string Pair = "Classify(ReadOnlySpan<char>,ReadOnlySpan<char>)";
    private const string OneSpan = "Classify(ReadOnlySpan<char>,Span<float>)";
    private const string PairSpan = "Classify(ReadOnlySpan<char>,ReadOnlySpan<char>,Span<float>)";
    private const string Many = "Classify(ReadOnlySpan<string>,Span<Scores>,IProgress<int>,CancellationToken)";
    private const string ManyPairs = "Classify(ReadOnlySpan<string>,ReadOnlySpan<string>,Span<Scores>,IProgress<int>,CancellationToken)";
    private const string Cast = "global::System.Runtime.InteropServices.MemoryMarshal.Cast<Scores, float>(destination)";

    public override string RuntimeClass => "SequenceClassifier";

    /// <summary>Keys of the members.</summary>
    public static IReadOnlyList<string> Members { get; } = [Label, LabelCount, NameOf, Scores, One, Pair, OneSpan, PairSpan, Many, ManyPairs];

    public override IReadOnlyList<string> Surface { get; } = [.. Emit.Surface.Network, .. Members];

    public override string Description => base.Description + $"\n    Scores = global::Sememe.CompilerServices.ScoreFunction.{task.Scores},";

    public override void WriteConstants(MemberWriter members) => ModelEmitter.WriteNumber(members, LabelCount, "Number of labels", Math.Max(1, task.Labels.Count));

    public override void WriteMembers(MemberWriter members)
    {
        LabelTypes.WriteEnum(members, Label, "What a text can be.", task.Labels);
        LabelTypes.WriteNames(members, NameOf, Label, "label", task.Labels);
        WriteOne(members);
        WriteMany(members);
        ScoresType.Write(members, Meaning);
    }

    public override string Facts(ModelSpec specification) =>
        $"{(task.Scores == ScoreFunction.Sigmoid ? "any number" : "one")} of {Emit.Description.Number(task.Labels.Count)} labels for a text or pair";

    private string Meaning => task.Scores == ScoreFunction.Sigmoid
        ? "a probability for each label by itself, because any number of them may be right"
        : "probabilities that add up to 1, because one label is right";

    private static void WriteOne(MemberWriter members)
    {
        members.Member(
            One,
            $"""
            <summary>Classifies one text.</summary>
            <param name="text">The text.</param>
            <returns>A score for each label.</returns>
            {TooLong}
            """,
            Classify(members, $"{Text} text", "text"));
        members.Member(
            Pair,
            $"""
            <summary>Classifies two texts that belong together.</summary>
            <param name="first">The first text.</param>
            <param name="second">The second text.</param>
            <returns>A score for each label.</returns>
            {TooLong}
            """,
            Classify(members, $"{Text} first, {Text} second", "first, second"));
        members.Member(
            OneSpan,
            $"""
            <summary>Classifies one text, into the caller's memory.</summary>
            <param name="text">The text.</param>
            <param name="scores">At least <see cref="LabelCount"/> numbers.</param>
            {TooLong}
            """,
            $"public global::Sememe.TextInfo Classify({Text} text, {Floats} scores) " + members.Body("__model.Score(text, scores)"));
        members.Member(
            PairSpan,
            $"""
            <summary>Classifies two texts that belong together, into the caller's memory.</summary>
            <param name="first">The first text.</param>
            <param name="second">The second text.</param>
            <param name="scores">At least <see cref="LabelCount"/> numbers.</param>
            {TooLong}
            """,
            $"public global::Sememe.TextInfo Classify({Text} first, {Text} second, {Floats} scores) " + members.Body("__model.Score(first, second, scores)"));
    }

    private static void WriteMany(MemberWriter members)
    {
        members.Member(
            Many,
            $"""
            <summary>Classifies many texts, on as many threads as <see cref="global::Sememe.LoadOptions.Threads"/> allows.</summary>
            <param name="texts">The texts.</param>
            <param name="destination">At least one element per text; filled in the order of the texts.</param>
            {Progress}
            {TooLong}
            """,
            $"public global::Sememe.BatchInfo Classify({Texts} texts, global::System.Span<Scores> destination, {BatchParameters}) " + members.Body($"__model.Score(texts, {Cast}, progress, cancellation)"));
        members.Member(
            ManyPairs,
            $"""
            <summary>Classifies many pairs of texts, on as many threads as <see cref="global::Sememe.LoadOptions.Threads"/> allows.</summary>
            <param name="firsts">The first texts.</param>
            <param name="seconds">As many second texts.</param>
            <param name="destination">At least one element per pair; filled in their order.</param>
            {Progress}
            {TooLong}
            """,
            $"public global::Sememe.BatchInfo Classify({Texts} firsts, {Texts} seconds, global::System.Span<Scores> destination, {BatchParameters}) "
                + members.Body($"__model.Score(firsts, seconds, {Cast}, progress, cancellation)"));
    }

    private static string Classify(MemberWriter members, string parameters, string arguments) => members.IsSound
        ? $$"""
            public Scores Classify({{parameters}})
            {
                Scores scores = default;
                __model.Score({{arguments}}, scores);
                return scores;
            }
            """
        : $"public Scores Classify({parameters}) " + members.Body("");
}
