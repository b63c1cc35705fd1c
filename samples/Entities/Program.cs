using Sememe;

// The model in this repository is tiny and its weights are random: what it says means nothing. A real one, for example
// dslim/bert-base-NER: put its folder from Hugging Face at models/<name> of a project and name it in the attribute.
using Tagger model = Tagger.Load();

const string Text = "Ada Lovelace met Charles Babbage in London.";
foreach (Tagger.Mention mention in model.Recognize(Text))
{
    Console.WriteLine($"{mention.Entity,-4} {mention.Score:0.000}  [{mention.Range.Start}, {mention.Range.End})  {mention.Range.Of(Text)}");
}

// A label for every token, into memory of one's own: nothing is allocated.
Span<Tagger.TaggedToken> tokens = stackalloc Tagger.TaggedToken[Tagger.MaxTokens];
SpanInfo info = model.Tag(Text, tokens);
foreach (Tagger.TaggedToken token in tokens[..info.Count])
{
    Console.Write($"{token.Range.Of(Text)}/{Tagger.NameOf(token.Label)} ");
}

Console.WriteLine();

[LanguageModel("tiny-tagger")]
public sealed partial class Tagger;
