using Sememe;

// The model in this repository is tiny and its weights are random: what it says means nothing. A real one, for example
// intfloat/multilingual-e5-small: put its folder from Hugging Face at models/<name> of a project and name it in the attribute.
using Embedder model = Embedder.Load();

// A model with prompts wants to know what a text is for; Embed(text) uses its default prompt, if it has one.
Embedder.Vector query = model.Embed("Who is born free?", Embedder.Prompt.Query);
string[] passages = ["All human beings are born free.", "Everyone has the right to rest and leisure.", "The river overflowed its bank."];
Embedder.Vector[] vectors = new Embedder.Vector[passages.Length];
model.Embed(passages, Embedder.Prompt.Passage, vectors);
foreach ((Embedder.Vector vector, string passage) in vectors.Zip(passages).OrderByDescending(pair => query.CosineSimilarity(pair.First)))
{
    Console.WriteLine($"{query.CosineSimilarity(vector),7:0.000}  {passage}");
}

// Smaller: one bit per dimension, compared by counting; or the first dimensions, for models trained for it.
byte[] queryBits = new byte[VectorQuantization.BinaryLength(Embedder.Dimensions)];
byte[] bits = new byte[queryBits.Length];
VectorQuantization.ToUnsignedBinary(query.AsSpan(), queryBits);
VectorQuantization.ToUnsignedBinary(vectors[0].AsSpan(), bits);
float[] shorter = new float[8];
VectorQuantization.Truncate(query.AsSpan(), shorter);
Console.WriteLine($"{Embedder.Dimensions} dimensions: {4 * Embedder.Dimensions} bytes, binary {bits.Length}, cut {4 * shorter.Length}");
Console.WriteLine($"bits that differ from the first passage: {VectorQuantization.HammingDistance(queryBits, bits)}");

[LanguageModel("tiny-sentences")]
public sealed partial class Embedder;
