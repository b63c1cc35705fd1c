using Sememe;
using System.Numerics.Tensors;

// The model in this repository is tiny and its weights are random: what it says means nothing. A real one, for example
// bert-base-uncased: put its folder from Hugging Face at models/<name> of a project and name it in the attribute.
using Encoder model = Encoder.Load();

// A vector for every word, from the mean of the last four hidden states.
const string Text = "We sat on the bank of the river. The bank raised its rates.";
using (TokenVectors words = model.Contextualize(Text, new() { Unit = ContextUnit.Word, Layers = LayerMix.Mean(^4..) }))
{
    int first = words.IndexOf("bank");
    int second = words.IndexOf("bank", first + 1);
    Console.WriteLine($"the two banks: {TensorPrimitives.CosineSimilarity(words[first], words[second]):0.000}");
}

// Words that somebody else has told apart; the last three layers laid end to end; a word's first token stands for it.
ContextOptions options = new() { Layers = LayerMix.Concatenation(^3..), Subwords = SubwordMerge.First };
using (TokenVectors words = model.Contextualize(["Everyone", "has", "the", "right", "to", "rest"], options))
{
    for (int word = 0; word < words.Count; word++)
    {
        Console.WriteLine($"{words.TextOf(word),-8} {words.Dimensions} numbers, the first {words[word][0]:0.000}");
    }
}

// A scalar mix with trained weights, as ELMo's.
using TokenVectors mixed = model.Contextualize(Text, new() { Layers = LayerMix.ScalarMix(1, 0.2f, -0.1f, 0.4f, 1.3f) });
Console.WriteLine($"{mixed.Count} tokens, {mixed.Info.Backend} backend");

[LanguageModel("tiny-encoder")]
public sealed partial class Encoder;
