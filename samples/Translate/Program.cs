using Sememe;

// The model in this repository is tiny, and was trained for a few minutes on one page of text: what it says is hardly a language.
// A real one, for example Helsinki-NLP/opus-mt-en-fr: put its folder from Hugging Face at models/<name> of a project (with
// model.safetensors) and name it in the attribute.
using Translator model = Translator.Load();

// As generation_config.json of the folder says: here with four beams.
Console.WriteLine(model.Translate("All human beings are born free and equal."));

// The best token at every step: less time, a translation that may be less likely.
Console.WriteLine(model.Translate("All human beings are born free and equal.", new TranslateOptions { Beams = 1 }));

// Several translations of one text with their scores, the best first.
Translation[] best = new Translation[3];
TranslateInfo info = model.Translate("The bank refused to lend the money to the workers.", best, new TranslateOptions { Beams = 6 });
foreach (Translation translation in best[..info.Written])
{
    Console.WriteLine($"{translation.Score,7:0.000}  {translation.Text}");
}

// Many texts on all cores. Models of several languages take the code of the one that is wanted in front.
string[] texts = [">>fra<< Everyone has the right to life.", "Freedom and justice.", "No one shall be held in slavery."];
string[] translations = new string[texts.Length];
BatchInfo batch = model.Translate(texts, translations, new TranslateOptions { MaxNewTokens = 20 });
foreach ((string text, string translation) in texts.Zip(translations))
{
    Console.WriteLine($"{text} -> {translation}");
}

Console.WriteLine($"{batch.Texts} texts of {batch.Tokens} tokens on {batch.Backend}");

[LanguageModel("tiny-translator")]
public sealed partial class Translator;
