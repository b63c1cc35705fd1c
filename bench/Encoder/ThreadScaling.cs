using Sememe.Bench.Harness;
using Sememe.Bench.Tokenizers;
using Sememe.CompilerServices;

namespace Sememe.Bench.Encoder;

/// <summary>What a second thread gives: a batch of texts, and one long text.</summary>
internal sealed class ThreadScaling : Benchmark
{
    private const int Texts = 400;
    private const int Rounds = 3;
    private static readonly int[] s_lengths = [128, 256, 512];
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(1.5);

    /// <inheritdoc/>
    public override string Name => "threads";

    /// <inheritdoc/>
    public override string? FindObstacle() => Environment.ProcessorCount < 2 ? "there is one processor" : EncoderCase.FindObstacle();

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        Tokenizer tokenizer = new TokenizerCase("bert-base-uncased", "").Compile();
        string[] texts = MixedTexts.ReadTexts()[..Texts];
        string words = string.Join(' ', texts);
        float[] vectors = new float[texts.Length * 384];
        float[] vector = new float[384];
        foreach (EncoderCase model in EncoderCase.All)
        {
            using EmbeddingModel one = MiniLmEmbedding.Load(tokenizer, model, threads: 1, maxTokens: s_lengths[^1]);
            using EmbeddingModel two = MiniLmEmbedding.Load(tokenizer, model, threads: 2, maxTokens: s_lengths[^1]);
            double[] batch = Timing.Shortest(
                [() => two.Embed(texts, -1, vectors, null, CancellationToken.None), () => one.Embed(texts, -1, vectors, null, CancellationToken.None)], Rounds);
            yield return Compare($"{model.Precision}, {Texts} mixed texts", batch[0], batch[1]);
            foreach (int length in s_lengths)
            {
                string text = PartCosts.ShortestOf(words, tokenizer, length);
                (double both, double single) = Timing.Compare(() => two.Embed(text, -1, vector), () => one.Embed(text, -1, vector), s_budget);
                yield return Compare($"{model.Precision}, one text of {length}", both, single);
            }
        }
    }

    private static Row Compare(string what, double two, double one) =>
        new("two threads", what, "ms", two * 1000, "one thread", one * 1000, Better.Lower);
}
