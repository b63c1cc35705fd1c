using Sememe;

// The vectors of the examples are in the assembly: only the question itself is embedded here.
using MiniLm model = MiniLm.Load();
Console.WriteLine($"{Intents.Count} examples of {Intents.LabelCount} intents, {Intents.Dimensions} dimensions");

string[] questions =
[
    "my package still hasn't come", "this doesn't work, give me my cash back", "reset the password", "until what time can I come by?", "the login page rejects me",
];
Span<float> scores = stackalloc float[Intents.LabelCount];
foreach (string question in questions)
{
    MiniLm.Vector vector = model.Embed(question);
    Intents.Label intent = Intents.Classify(vector, scores);
    RankedText nearest = Intents.Nearest(vector);
    Console.WriteLine($"{Intents.NameOf(intent),-14} {scores[(int)intent]:0.00}   {question}   (most like \"{Intents.Texts[nearest.Index]}\", {nearest.Score:0.00})");
}

// The same vectors as a small search index.
Span<RankedText> best = stackalloc RankedText[3];
int found = Intents.Search(model.Embed("opening times at the weekend"), best);
foreach (RankedText hit in best[..found])
{
    Console.WriteLine($"{hit.Score:0.00} {Intents.Texts[hit.Index]}");
}

// And token ids of a text, made by the compiler.
Console.WriteLine(string.Join(' ', Queries.Greeting.ToArray()));

[LanguageModel("all-MiniLM-L6-v2")]
public sealed partial class MiniLm;

[TextVectors<MiniLm>("intents.tsv")]
public static partial class Intents;

public static partial class Queries
{
    [TokenIds<MiniLm>("Hello, how can I help you?")]
    public static partial ReadOnlySpan<int> Greeting { get; }
}
