using Sememe.Backends;
using Sememe.Bench.Harness;
using Sememe.Encoders;
using Sememe.OnnxRuntime;

namespace Sememe.Bench.Encoder;

/// <summary>One sequence through a network of BERT-base's shape, one thread: our SIMD backend against ONNX Runtime.</summary>
internal sealed class BertBaseSpeed : Benchmark
{
    private static readonly int[] s_lengths = [16, 128, 512];
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public override string Name => "bert-base";

    /// <inheritdoc/>
    public override string? FindObstacle() => EncoderCase.FindObstacle();

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        using RandomModel model = RandomModel.BertBase();
        OnnxRuntimeLibrary library = EncoderCase.LoadLibrary();
        using SimdNetwork ours = SimdNetwork.Create(model.Spec, model.OpenWeights());
        using Network theirs = OnnxRuntimeNetwork.Compose(library, model.Spec, model.OpenWeights(), new OnnxRuntimeOptions { Threads = 1, KeepsMemory = true });
        foreach (int length in s_lengths)
        {
            (double our, double their) = Timing.Compare(EncoderSpeed.Forward(ours, model.Spec, length), EncoderSpeed.Forward(theirs, model.Spec, length), s_budget);
            yield return new Row(
                $"BERT-base float32, {ours.Kernels} kernels", $"{length} tokens", "ms", our * 1000, "ONNX Runtime " + library.Version, their * 1000, Better.Lower);
        }
    }
}
