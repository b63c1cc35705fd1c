using Sememe;

// The model in this repository is tiny and its weights are random: what it says means nothing. A real one, for example
// distilbert-base-cased-distilled-squad: put its folder from Hugging Face at models/<name> of a project and name it in the attribute.
using Reader model = Reader.Load();

// Contexts may be of any length: longer ones are read in overlapping windows.
string context = string.Join(' ', Enumerable.Repeat(
    "All human beings are born free and equal in dignity and rights. Everyone has the right to life, liberty and security of person.", 5));

Answer answer = model.Answer("What does everyone have?", context);
Console.WriteLine($"{answer.Score:0.0000}  {answer.Of(context)}");

// The best three, and "no answer" as one that may win.
Span<Answer> best = stackalloc Answer[3];
SpanInfo info = model.Answer("Who is born free?", context, best, new AnswerOptions { AllowNoAnswer = true });
foreach (Answer candidate in best[..info.Count])
{
    Console.WriteLine($"{candidate.Score:0.0000}  {(candidate.IsThere ? candidate.Of(context) : "no answer")}");
}

[LanguageModel("tiny-answerer")]
public sealed partial class Reader;
