using Sememe;

// The model in this repository is tiny and its weights are random: what it says means nothing. A real one, for example
// gpt2 or distilgpt2: put its folder from Hugging Face at models/<name> of a project and name it in the attribute.
using Writer model = Writer.Load();

const string Prompt = "All human beings are born free and equal";
Console.WriteLine($"perplexity {model.Perplexity(Prompt):0.0}");

// The best token at every step.
Console.WriteLine(Prompt + model.Generate(Prompt, new GenerateOptions { MaxNewTokens = 12 }));

// By chance among the likely ones, written as it comes; the same seed gives the same text.
GenerateOptions options = new() { MaxNewTokens = 24, Temperature = 0.8f, TopK = 50, TopP = 0.95f, Seed = 7, StopTexts = new[] { ".", "\n" } };
Console.Write(Prompt);
GenerateInfo info = model.Generate(Prompt, static piece => Console.Out.Write(piece), options);
Console.WriteLine($"\n{info.NewTokens} tokens after {info.PromptTokens}, ended by {info.Stop}");

[LanguageModel("tiny-generator")]
public sealed partial class Writer;
