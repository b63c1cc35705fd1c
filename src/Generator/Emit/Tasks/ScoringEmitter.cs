using Sememe.Compiler;
using Sememe.Compiler.Tasks;

namespace Sememe.Generator.Emit.Tasks;

/// <summary>One number for a text or pair: a regression, or a cross-encoder that ranks texts.</summary>
internal sealed class ScoringEmitter(ScoringTask task) : HeadEmitter(task.Head)
{
    private const string Predict = "Predict(ReadOnlySpan<char>)";
    private const string PredictPair = "Predict(ReadOnlySpan<char>,ReadOnlySpan<char>)";
    private const string PredictSpan = "Predict(ReadOnlySpan<char>,Span<float>)";
    private const string PredictPairSpan = "Predict(ReadOnlySpan<char>,ReadOnlySpan<char>,Span<float>)";
    private const string PredictMany = "Predict(ReadOnlySpan<string>,Span<float>,IProgress<int>,CancellationToken)";
    private const string PredictManyPairs = "Predict(ReadOnlySpan<string>,ReadOnlySpan<string>,Span<float>,IProgress<int>,CancellationToken)";
    private const string Score = "Score(ReadOnlySpan<char>,ReadOnlySpan<char>)";
    private const string ScoreSpan = "Score(ReadOnlySpan<char>,ReadOnlySpan<char>,Span<float>)";
    private const string ScoreMany = "Score(ReadOnlySpan<char>,ReadOnlySpan<string>,Span<float>,IProgress<int>,CancellationToken)";
    private const string ScoreManyPairs = "Score(ReadOnlySpan<string>,ReadOnlySpan<string>,Span<float>,IProgress<int>,CancellationToken)";
    private const string Rerank = "Rerank(ReadOnlySpan<char>,ReadOnlySpan<string>,Span<RankedText>,CancellationToken)";

    private const string Query = "<param name=\"query\">What is looked for.</param>";

    public override string RuntimeClass => "SequenceClassifier";

    /// <summary>Keys of the members of a cross-encoder.</summary>
    public static IReadOnlyList<string> ScoringMembers { get; } = [Score, ScoreSpan, ScoreMany, ScoreManyPairs, Rerank];

    /// <summary>Keys of the members of a regression.</summary>
    public static IReadOnlyList<string> RegressionMembers { get; } = [Predict, PredictPair, PredictSpan, PredictPairSpan, PredictMany, PredictManyPairs];

    public override IReadOnlyList<string> Surface { get; } = [.. Emit.Surface.Network, .. task.IsRegression ? RegressionMembers : ScoringMembers];

    public override string Description => base.Description + $"\n    Scores = global::Sememe.CompilerServices.ScoreFunction.{task.Scores},";

    public override void WriteMembers(MemberWriter members)
    {
        if (task.IsRegression)
        {
            WriteRegression(members);
        }
        else
        {
            WriteScoring(members);
            WriteRanking(members);
        }
    }

    public override string Facts(ModelSpec specification) => task.IsRegression ? "a value for a text or pair" : "how well two texts go together";

    private static void WriteRegression(MemberWriter members)
    {
        WriteOne(members, Predict, "Predict", "Predicts the value of one text.", ["text"]);
        WriteOne(members, PredictPair, "Predict", "Predicts the value of two texts that belong together.", ["first", "second"]);
        WriteSpan(members, PredictSpan, "Predict", "Predicts the value of one text, and says what became of the text.", ["text"]);
        WriteSpan(members, PredictPairSpan, "Predict", "Predicts the value of two texts that belong together, and says what became of them.", ["first", "second"]);
        WriteMany(members, PredictMany, "Predict", "Predicts the values of many texts", ["texts"]);
        WriteMany(members, PredictManyPairs, "Predict", "Predicts the values of many pairs of texts", ["firsts", "seconds"]);
    }

    private static void WriteScoring(MemberWriter members)
    {
        WriteOne(members, Score, "Score", "How well two texts go together; higher is better.", ["query", "text"]);
        WriteSpan(members, ScoreSpan, "Score", "How well two texts go together, and what became of them.", ["query", "text"]);
        WriteMany(members, ScoreManyPairs, "Score", "How well the texts of many pairs go together", ["queries", "texts"]);
    }

    private static void WriteRanking(MemberWriter members)
    {
        members.Member(
            ScoreMany,
            $"""
            <summary>How well many texts go with a query, on as many threads as <see cref="global::Sememe.LoadOptions.Threads"/> allows.</summary>
            {Query}
            <param name="texts">The texts.</param>
            <param name="scores">At least one number per text; filled in the order of the texts.</param>
            {Progress}
            {TooLong}
            """,
            $"public global::Sememe.BatchInfo Score({Text} query, {Texts} texts, {Floats} scores, {BatchParameters}) " + members.Body("__model.ScoreAll(query, texts, scores, progress, cancellation)"));
        members.Member(
            Rerank,
            $"""
            <summary>The texts that go best with a query, the best first.</summary>
            {Query}
            <param name="texts">The texts.</param>
            <param name="best">Takes the best texts, as many as fit.</param>
            <param name="cancellation">Ends the call with an <see cref="global::System.OperationCanceledException"/>.</param>
            <returns>How many were written.</returns>
            {TooLong}
            """,
            $"public int Rerank({Text} query, {Texts} texts, global::System.Span<global::Sememe.RankedText> best, global::System.Threading.CancellationToken cancellation = default) "
                + members.Body("__model.Rank(query, texts, best, cancellation)"));
    }

    private static void WriteOne(MemberWriter members, string key, string method, string summary, string[] names) => members.Member(
        key,
        $"""
        <summary>{summary}</summary>
        {Parameters(names)}
        {TooLong}
        """,
        members.IsSound
            ? $$"""
                public float {{method}}({{Join(Text, names)}})
                {
                    float score = 0;
                    __model.Score({{string.Join(", ", names)}}, new global::System.Span<float>(ref score));
                    return score;
                }
                """
            : $"public float {method}({Join(Text, names)}) " + members.Body(""));

    private static void WriteSpan(MemberWriter members, string key, string method, string summary, string[] names) => members.Member(
        key,
        $"""
        <summary>{summary}</summary>
        {Parameters(names)}
        <param name="destination">Takes one number.</param>
        {TooLong}
        """,
        $"public global::Sememe.TextInfo {method}({Join(Text, names)}, {Floats} destination) " + members.Body($"__model.Score({string.Join(", ", names)}, destination)"));

    private static void WriteMany(MemberWriter members, string key, string method, string summary, string[] names) => members.Member(
        key,
        $"""
        <summary>{summary}, on as many threads as <see cref="global::Sememe.LoadOptions.Threads"/> allows.</summary>
        {Parameters(names)}
        <param name="destination">At least one number for each; filled in their order.</param>
        {Progress}
        {TooLong}
        """,
        $"public global::Sememe.BatchInfo {method}({Join(Texts, names)}, {Floats} destination, {BatchParameters}) "
            + members.Body($"__model.Score({string.Join(", ", names)}, destination, progress, cancellation)"));

    private static string Join(string type, string[] names) => string.Join(", ", names.Select(name => $"{type} {name}"));

    private static string Parameters(string[] names) => string.Join("\n", names.Select(static name => $"<param name=\"{name}\">{Meaning(name)}</param>"));

    private static string Meaning(string name) => name switch
    {
        "first" => "The first text.",
        "second" => "The second text.",
        "firsts" => "The first texts.",
        "seconds" => "As many second texts.",
        "query" => "What is looked for.",
        "queries" => "What is looked for, in each pair.",
        "texts" => "The texts.",
        _ => "The text.",
    };
}
