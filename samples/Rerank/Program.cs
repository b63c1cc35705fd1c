using Sememe;

// The model in this repository is tiny and its weights are random: what it says means nothing. A real one, for example
// cross-encoder/ms-marco-MiniLM-L6-v2: put its folder from Hugging Face at models/<name> of a project and name it in the attribute.
using Ranker model = Ranker.Load();

const string Query = "Who has the right to education?";
string[] passages =
[
    "Everyone has the right to education.",
    "The bank raised its interest rate.",
    "Education shall be free, at least in the elementary stages.",
    "A kitten is napping in the sunshine.",
];

// The three that go best with the query, the best first.
Span<RankedText> best = stackalloc RankedText[3];
int count = model.Rerank(Query, passages, best);
foreach (RankedText text in best[..count])
{
    Console.WriteLine($"{text.Score:0.0000}  {passages[text.Index]}");
}

Console.WriteLine($"one pair: {model.Score(Query, passages[0]):0.0000}");

[LanguageModel("tiny-reranker")]
public sealed partial class Ranker;
