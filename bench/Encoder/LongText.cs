using Sememe.Backends;
using Sememe.Bench.Harness;
using Sememe.Encoders;
using Sememe.OnnxRuntime;

namespace Sememe.Bench.Encoder;

/// <summary>ModernBERT's shape on long texts, one thread: time against ONNX Runtime as far as its scores of all pairs fit, and how time and memory grow.</summary>
internal sealed class LongText : Benchmark
{
    private const int Rounds = 2;
    private const int Longest = 8192;
    private const double Megabyte = 1e6;
    private static readonly int[] s_lengths = [512, 2048];

    /// <inheritdoc/>
    public override string Name => "long";

    /// <inheritdoc/>
    public override string? FindObstacle() => EncoderCase.FindObstacle();

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        const string What = "ModernBERT, 6 layers, float32";
        using RandomModel model = RandomModel.ModernBert();
        OnnxRuntimeLibrary library = EncoderCase.LoadLibrary();
        using SimdNetwork ours = SimdNetwork.Create(model.Spec, model.OpenWeights());
        double shortPerToken = 0;
        using (Network theirs = OnnxRuntimeNetwork.Compose(library, model.Spec, model.OpenWeights(), new OnnxRuntimeOptions { Threads = 1 }))
        {
            foreach (int length in s_lengths)
            {
                double[] times = Timing.Shortest([EncoderSpeed.Forward(ours, model.Spec, length), EncoderSpeed.Forward(theirs, model.Spec, length)], Rounds);
                shortPerToken = shortPerToken == 0 ? times[0] / length : shortPerToken;
                yield return new Row(What, $"{length} tokens", "ms", times[0] * 1000, "ONNX Runtime " + library.Version, times[1] * 1000, Better.Lower);
            }
        }

        double longest = Timing.Shortest([EncoderSpeed.Forward(ours, model.Spec, Longest)], Rounds)[0] / Longest;
        yield return new Row(What, $"{Longest} tokens, each of them", "ms", longest * 1000, $"the same at {s_lengths[0]}", shortPerToken * 1000, Better.Lower);
        WorkspacePlan plan = new(model.Spec, form: null);
        yield return new Row(
            What,
            $"{Longest} tokens, working memory",
            "MB",
            plan.Layout(Longest).Bytes / Megabyte,
            $"{Longest / s_lengths[1]} times that of {s_lengths[1]}",
            (double)Longest / s_lengths[1] * plan.Layout(s_lengths[1]).Bytes / Megabyte,
            Better.Lower);
    }
}
