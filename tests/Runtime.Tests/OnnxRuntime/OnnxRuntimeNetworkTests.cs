using System.Numerics.Tensors;
using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.OnnxRuntime;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.OnnxRuntime;

public sealed class OnnxRuntimeNetworkTests
{
    private const double Tolerance = 1e-5;

    private static readonly EncoderSpec s_bert = TestPaths.HasShared ? Networks.Spec("bert") : null!;
    private static readonly EncoderSpec s_miniLm = TestPaths.HasShared ? Networks.Spec(Networks.MiniLm) : null!;

    [OnnxRuntimeFact(UsesShared = true)]
    public void Composed_graph_gives_every_hidden_state_of_the_reference()
    {
        using OnnxRuntimeNetwork network = Networks.Compose(Networks.MiniLm);
        GoldenTensors goldens = GoldenTensors.ReadMiniLm();

        foreach (GoldenCase golden in goldens.Cases)
        {
            float[] hidden = network.Run(s_miniLm, golden, LayerSet.Range(0, s_miniLm.Layers));
            for (int layer = 0; layer <= s_miniLm.Layers; layer++)
            {
                AssertClose(goldens.HiddenState(golden, layer), Block(hidden, layer, s_miniLm.Layers + 1), Tolerance, $"{golden.Name}, layer {layer}");
            }
        }
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void Composed_graph_takes_type_ids_and_another_shape()
    {
        using OnnxRuntimeNetwork network = Networks.Compose("bert");
        GoldenTensors goldens = GoldenTensors.ReadSmall("bert");

        Assert.Contains(goldens.Cases, static golden => golden.TypeIds.Contains(1));
        foreach (GoldenCase golden in goldens.Cases)
        {
            float[] hidden = network.Run(s_bert, golden, LayerSet.Range(0, s_bert.Layers));
            for (int layer = 0; layer <= s_bert.Layers; layer++)
            {
                AssertClose(goldens.HiddenState(golden, layer), Block(hidden, layer, s_bert.Layers + 1), Tolerance, $"{golden.Name}, layer {layer}");
            }
        }
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(Networks.MiniLm, "model.onnx")]
    [InlineData("bert", "onnx/model.onnx")]
    [InlineData("bert", "onnx/model_opset11.onnx")]
    [InlineData("bert", "onnx/model_opset14.onnx")]
    [InlineData("bert", "onnx/model_optimized.onnx")]
    public void Onnx_file_of_the_folder_gives_the_last_hidden_state_of_the_reference(string model, string file)
    {
        EncoderSpec spec = Networks.Spec(model);
        using OnnxRuntimeNetwork network = Networks.Open(model, file);
        GoldenTensors goldens = model == Networks.MiniLm ? GoldenTensors.ReadMiniLm() : GoldenTensors.ReadSmall(model);

        foreach (GoldenCase golden in goldens.Cases)
        {
            AssertClose(goldens.HiddenState(golden, spec.Layers), network.Run(spec, golden, LayerSet.Last), Tolerance, golden.Name);
        }
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(Networks.MiniLm, "onnx/model_qint8.onnx", 0.95)]
    [InlineData("bert", "onnx/model_qint8.onnx", 0.99)]
    [InlineData("bert", "onnx/model_quint8.onnx", 0.99)]
    [InlineData("bert", "onnx/model_qint8_per_channel.onnx", 0.99)]
    [InlineData("bert", "onnx/model_qint8_optimized.onnx", 0.99)]
    public void Quantized_onnx_file_points_where_the_reference_does(string model, string file, float lowestCosine)
    {
        EncoderSpec spec = Networks.Spec(model);
        using OnnxRuntimeNetwork network = Networks.Open(model, file);
        GoldenTensors goldens = model == Networks.MiniLm ? GoldenTensors.ReadMiniLm() : GoldenTensors.ReadSmall(model);

        foreach (GoldenCase golden in goldens.Cases)
        {
            float[] mean = Mean(network.Run(spec, golden, LayerSet.Last), spec.HiddenSize);
            float cosine = TensorPrimitives.CosineSimilarity(mean, Mean(goldens.HiddenState(golden, spec.Layers), spec.HiddenSize));
            Assert.True(cosine >= lowestCosine, $"{golden.Name}: {cosine}");
        }
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void Onnx_file_without_layers_has_the_last_one_only()
    {
        using OnnxRuntimeNetwork network = Networks.Open("bert", "onnx/model.onnx");

        Assert.Equal(LayerSet.Last | LayerSet.Of(s_bert.Layers), network.AvailableLayers);
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void Composed_graph_has_every_layer()
    {
        using OnnxRuntimeNetwork network = Networks.Compose("bert");

        Assert.Equal(Backend.OnnxRuntime, network.Backend);
        Assert.Equal(LayerSet.Last | LayerSet.Range(0, s_bert.Layers), network.AvailableLayers);
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void Wanted_layers_lie_in_ascending_order_with_the_last_hidden_state_at_the_end()
    {
        using OnnxRuntimeNetwork network = Networks.Compose("bert");
        GoldenCase golden = GoldenTensors.ReadSmall("bert").Cases[0];
        float[] all = network.Run(s_bert, golden, LayerSet.Range(0, s_bert.Layers));

        float[] some = network.Run(s_bert, golden, LayerSet.Of(1) | LayerSet.Of(s_bert.Layers) | LayerSet.Last);

        Assert.Equal(Block(all, 1, s_bert.Layers + 1), Block(some, 0, 3));
        Assert.Equal(Block(all, s_bert.Layers, s_bert.Layers + 1), Block(some, 1, 3));
        Assert.Equal(Block(all, s_bert.Layers, s_bert.Layers + 1), Block(some, 2, 3));
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(false)]
    [InlineData(true)]
    public void Result_of_a_sequence_does_not_depend_on_its_batch(bool quantized)
    {
        using OnnxRuntimeNetwork network = quantized ? Networks.Open("bert", "onnx/model_qint8.onnx") : Networks.Compose("bert");
        GoldenCase[] cases = [.. GoldenTensors.ReadSmall("bert").Cases.Take(4)];
        int[] ids = [.. cases.SelectMany(static golden => golden.Ids)];
        int[] types = [.. cases.SelectMany(static golden => golden.TypeIds)];
        int[] starts = [0, .. cases.Select((_, i) => cases.Take(i + 1).Sum(static golden => golden.Ids.Length))];

        float[] together = network.Run(s_bert, ids, types, starts, LayerSet.Last);

        float[] alone = [.. cases.SelectMany(golden => network.Run(s_bert, golden, LayerSet.Last))];
        Assert.Equal(alone, together);
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_allocates_nothing_on_the_managed_heap(bool cancellable)
    {
        using OnnxRuntimeNetwork network = Networks.Compose("bert");
        using CancellationTokenSource source = new();
        CancellationToken token = cancellable ? source.Token : default;
        int[] ids = [1, 2, 3, 4, 5];
        int[] starts = [0, 2, 5];
        float[] hidden = new float[ids.Length * s_bert.HiddenSize];

        Assert.Equal(0, Allocations.PerCall(() => RunInto(network, ids, starts, hidden, token)));
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void Calls_from_many_threads_do_not_disturb_each_other()
    {
        using OnnxRuntimeNetwork network = Networks.Compose("bert");
        IReadOnlyList<GoldenCase> cases = GoldenTensors.ReadSmall("bert").Cases;
        float[][] alone = [.. cases.Select(golden => network.Run(s_bert, golden, LayerSet.Last))];

        Parallel.For(0, 8 * cases.Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            Assert.Equal(alone[i % cases.Count], network.Run(s_bert, cases[i % cases.Count], LayerSet.Last)));
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void Several_threads_give_what_one_gives()
    {
        using OnnxRuntimeNetwork one = Networks.Compose(Networks.MiniLm);
        using OnnxRuntimeNetwork two = Networks.Compose(Networks.MiniLm, new OnnxRuntimeOptions { Threads = 2 });
        int[] ids = [.. Enumerable.Range(1000, 200)];

        float[] expected = one.Run(s_miniLm, ids, [], [0, ids.Length], LayerSet.Last);

        AssertClose(expected, two.Run(s_miniLm, ids, [], [0, ids.Length], LayerSet.Last), Tolerance, "two threads");
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void Cancelled_token_ends_the_run_before_it_begins()
    {
        using OnnxRuntimeNetwork network = Networks.Compose("bert");

        Assert.Throws<OperationCanceledException>(() => network.Run(s_bert, [1, 2], [], [0, 2], LayerSet.Last, new CancellationToken(canceled: true)));
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void Cancellation_ends_a_run_that_is_under_way_and_the_next_one_is_whole()
    {
        using OnnxRuntimeNetwork network = Networks.Compose(Networks.MiniLm);
        using CancellationTokenSource source = new();
        int[] ids = [.. Enumerable.Repeat(2000, 20_000)];
        int[] starts = [.. Enumerable.Range(0, 101).Select(static i => i * 200)]; // seconds, uncancelled
        float[] expected = network.Run(s_miniLm, ids[..200], [], [0, 200], LayerSet.Last);

        // A thread of its own: the timers of a busy thread pool may come after the run's end.
        Thread canceller = new(() =>
        {
            Thread.Sleep(50);
            source.Cancel();
        });
        canceller.Start();

        Assert.Throws<OperationCanceledException>(() => network.Run(s_miniLm, ids, [], starts, LayerSet.Last, source.Token));
        canceller.Join();
        Assert.Equal(expected, network.Run(s_miniLm, ids[..200], [], [0, 200], LayerSet.Last));
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void Dispose_waits_for_calls_in_flight_and_later_ones_are_refused()
    {
        OnnxRuntimeNetwork network = Networks.Compose("bert");
        int[] ids = [.. Enumerable.Repeat(3, 60)];
        float[] expected = network.Run(s_bert, ids, [], [0, ids.Length], LayerSet.Last);
        using Barrier start = new(5);
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() => RunUntilDisposed(network, ids, expected, start)))];
        Array.ForEach(threads, static thread => thread.Start());
        start.SignalAndWait();

        network.Dispose();
        network.Dispose();

        Assert.All(threads, static thread => Assert.True(thread.Join(TimeSpan.FromSeconds(20))));
        Assert.Throws<ObjectDisposedException>(() => network.Run(s_bert, ids, [], [0, ids.Length], LayerSet.Last));
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void Failure_inside_a_run_has_the_message_of_onnx_runtime_and_the_next_run_is_whole()
    {
        using OnnxRuntimeNetwork network = Networks.Compose("bert");
        float[] expected = network.Run(s_bert, [1, 2], [], [0, 2], LayerSet.Last);

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(
            () => network.Run(s_bert, [1, s_bert.VocabularySize], [], [0, 2], LayerSet.Last));

        Assert.Contains("indices element out of data bounds", exception.Message, StringComparison.Ordinal);
        Assert.Equal(expected, network.Run(s_bert, [1, 2], [], [0, 2], LayerSet.Last));
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void Batch_without_sequences_and_a_sequence_without_tokens_are_nothing_to_do()
    {
        using OnnxRuntimeNetwork network = Networks.Compose("bert");

        Assert.Empty(network.Run(s_bert, [], [], [0], LayerSet.Last));
        Assert.Equal(network.Run(s_bert, [5], [], [0, 1], LayerSet.Last), network.Run(s_bert, [5], [], [0, 0, 1, 1], LayerSet.Last));
    }

    private static void RunUntilDisposed(OnnxRuntimeNetwork network, int[] ids, float[] expected, Barrier start)
    {
        start.SignalAndWait();
        try
        {
            while (true)
            {
                Assert.Equal(expected, network.Run(s_bert, ids, [], [0, ids.Length], LayerSet.Last));
            }
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private static void RunInto(OnnxRuntimeNetwork network, int[] ids, int[] starts, float[] hidden, CancellationToken token)
    {
        SequenceBatch batch = new() { TokenIds = ids, Starts = starts };
        network.Run(new NetworkCall { Input = batch, Layers = LayerSet.Last, HiddenStates = hidden }, token);
    }

    private static float[] Block(float[] hidden, int index, int blocks)
    {
        int size = hidden.Length / blocks;
        return hidden[(index * size)..((index + 1) * size)];
    }

    private static float[] Mean(float[] rows, int width)
    {
        float[] mean = new float[width];
        for (int row = 0; row < rows.Length; row += width)
        {
            TensorPrimitives.Add(mean, rows.AsSpan(row, width), mean);
        }

        return mean;
    }

    /// <summary>Absolute below 1, relative above.</summary>
    private static void AssertClose(float[] expected, float[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double worst = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            worst = Math.Max(worst, Math.Abs((double)expected[i] - actual[i]) / Math.Max(1, Math.Abs(expected[i])));
        }

        Assert.True(worst <= tolerance, $"{what}: differs by {worst:e2}");
    }
}
