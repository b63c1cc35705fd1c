using Sememe;

// The model in this repository is tiny and its weights are random: what it says means nothing. A real one, for example
// distilbert-base-uncased-finetuned-sst-2-english: put its folder from Hugging Face at models/<name> of a project and name it in the attribute.
using Sentiment model = Sentiment.Load();

Sentiment.Scores scores = model.Classify("What a wonderful day this is!");
Console.WriteLine($"{scores.Best} ({Sentiment.NameOf(scores.Best)}), positive {scores[Sentiment.Label.Positive]:0.000}");

// Many at once, on all cores, into memory of one's own.
string[] reviews = ["Never again.", "It does what it says.", "The best that I have ever had!"];
Sentiment.Scores[] results = new Sentiment.Scores[reviews.Length];
BatchInfo info = model.Classify(reviews, results);
for (int i = 0; i < reviews.Length; i++)
{
    Console.WriteLine($"{results[i].Best,-8} {results[i][results[i].Best]:0.000}  {reviews[i]}");
}

// Two texts that belong together, as for entailment.
Console.WriteLine($"pair: {model.Classify("All are equal.", "Nobody is equal.").Best}");
Console.WriteLine($"{info.Texts} texts, {info.Tokens} tokens, {info.Backend} backend");

[LanguageModel("tiny-classifier")]
public sealed partial class Sentiment;
