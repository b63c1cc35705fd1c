using Sememe;
using System.Numerics.Tensors;

// The model in this repository is tiny and its weights are random: what it says means nothing. A real one: put options.json and
// weights.hdf5 of an ELMo from AllenNLP at models/<name> of a project, and name it in the attribute.
using Elmo model = Elmo.Load();

// Words are read by their characters: there is no vocabulary, and no word that it does not know.
string[] words = ["We", "sat", "on", "the", "bank", ",", "a", "riverbankish", "one", "of", "the", "Bänke", "."];
using (TokenVectors top = model.Contextualize(words, new() { Layers = LayerMix.Layer(2) }))
{
    ReadOnlySpan<float> bank = top[top.IndexOf("bank")];
    for (int word = 0; word < top.Count; word++)
    {
        Console.WriteLine($"{top.TextOf(word),-12} {TensorPrimitives.CosineSimilarity(bank, top[word]),6:0.000} to bank");
    }
}

// The lowest layer knows the characters alone, the others the words on both sides.
foreach (int layer in (int[])[0, 1, 2])
{
    using TokenVectors vectors = model.Contextualize("The bank by the river . The bank that lent money .", new() { Layers = LayerMix.Layer(layer) });
    int first = vectors.IndexOf("bank");
    int second = vectors.IndexOf("bank", first + 1);
    Console.WriteLine($"layer {layer}: the two banks {TensorPrimitives.CosineSimilarity(vectors[first], vectors[second]):0.000}");
}

// What a task learns: a weight for every layer, and one number that scales the sum. Without a view: into the caller's memory.
float[] mixed = new float[words.Length * Elmo.HiddenSize];
ContextInfo info = model.Contextualize(words, mixed, new() { Layers = LayerMix.ScalarMix(1.5f, 0.2f, -0.1f, 0.4f) });
Console.WriteLine($"{info.Rows} words of {Elmo.HiddenSize} numbers, {info.Backend} backend");

[LanguageModel("tiny-elmo")]
public sealed partial class Elmo;
