using System.Text.Json;
using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Heads;
using Sememe.OnnxRuntime;
using Sememe.OnnxRuntime.Graphs;
using Sememe.OnnxRuntime.Native;
using Sememe.Runtime.Tests.Heads;
using Sememe.Testing;
using Sememe.Weights;
using Workspace = Sememe.Memory.Workspace;

namespace Sememe.Runtime.Tests.OnnxRuntime;

/// <summary>Marian's encoder and decoder on ONNX Runtime, from safetensors and from the folder's own files, against transformers.</summary>
public sealed class OnnxDecoderTests : IDisposable
{
    private const string Model = "marian";
    private const string EncoderFile = "onnx/encoder_model.onnx";
    private const double Close = 1e-5;

    private static readonly int[] s_source = [4, 666, 27, 76, 181, 0];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sememe-decoder");

    public void Dispose() => _folder.Delete(recursive: true);

    [OnnxRuntimeFact(UsesShared = true)]
    public void Every_layer_of_the_encoder_equals_that_of_the_reference()
    {
        using OnnxRuntimeNetwork network = Compose(out EncoderSpec spec, out _, out _);
        GoldenTensors goldens = GoldenTensors.ReadSmall(Model);
        foreach (GoldenCase golden in goldens.Cases)
        {
            int size = golden.Ids.Length * spec.HiddenSize;
            float[] states = network.Run(spec, golden, network.AvailableLayers);

            for (int layer = 0; layer <= spec.Layers; layer++)
            {
                AssertNear(goldens.HiddenState(golden, layer), states.AsSpan(layer * size, size), goldens.Tolerance, $"{golden.Name}, layer {layer}");
            }

            AssertNear(goldens.LastHiddenState(golden), states.AsSpan(^size..), goldens.Tolerance, golden.Name);
        }
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void Every_layer_of_the_decoder_and_the_logits_equal_those_of_the_reference()
    {
        using OnnxRuntimeNetwork network = Compose(out EncoderSpec spec, out ModelWeights weights, out HeadSpec head);
        using OutputHead outputs = OutputHead.Load(head, spec, weights);
        using DecoderState state = network.CreateDecoderState(1, spec.MaxPositions)!;
        GoldenTensors goldens = GoldenTensors.ReadSmall(Model);
        LayerSet layers = LayerSet.Range(0, spec.Decoder!.Layers) | LayerSet.Last;
        foreach (GoldenCase golden in goldens.Cases)
        {
            int[] ids = Greedy(golden.Name)[..^1];
            state.Begin(Encode(network, spec, golden.Ids));
            float[] logits = new float[head.Outputs];
            for (int token = 0; token < ids.Length; token++)
            {
                float[] states = Step(network, spec, state, layers, ids[token]);

                for (int layer = 0; layer <= spec.Decoder.Layers; layer++)
                {
                    ReadOnlySpan<float> expected = goldens.Tensor(golden, $"decoder_hidden.{layer}").AsSpan(token * spec.HiddenSize, spec.HiddenSize);
                    AssertNear(expected, states.AsSpan(layer * spec.HiddenSize, spec.HiddenSize), goldens.Tolerance, $"{golden.Name}, token {token}, layer {layer}");
                }

                Assert.Equal(states[^(2 * spec.HiddenSize)..^spec.HiddenSize], states[^spec.HiddenSize..]);
                outputs.Run(states.AsSpan(^spec.HiddenSize..), 1, logits, new Workspace());
                AssertNear(goldens.Tensor(golden, "logits").AsSpan(token * head.Outputs, head.Outputs), logits, goldens.Tolerance, $"{golden.Name}, token {token}, logits");
            }
        }
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData("onnx/encoder_model.onnx")]
    [InlineData("onnx/decoder_model.onnx")]
    public void The_folder_s_own_files_give_the_logits_of_the_reference(string file)
    {
        using OnnxRuntimeNetwork network = OpenPair(file, out EncoderSpec spec, out HeadSpec head);
        using DecoderState state = network.CreateDecoderState(1, spec.MaxPositions)!;
        GoldenTensors goldens = GoldenTensors.ReadSmall(Model);
        Assert.Equal(LogitsForm.PerToken, network.Logits);
        foreach (GoldenCase golden in goldens.Cases)
        {
            int[] ids = Greedy(golden.Name)[..^1];
            state.Begin(Encode(network, spec, golden.Ids));
            for (int token = 0; token < ids.Length; token++)
            {
                float[] logits = StepLogits(network, head, state, ids[token]);

                AssertNear(goldens.Tensor(golden, "logits").AsSpan(token * head.Outputs, head.Outputs), logits, goldens.Tolerance, $"{golden.Name}, token {token}");
            }
        }
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(null)]
    [InlineData(EncoderFile)]
    public void Texts_go_on_behind_those_that_they_are_said_to(string? file)
    {
        using OnnxRuntimeNetwork network = Open(file, out EncoderSpec spec, out HeadSpec head);
        using DecoderState state = network.CreateDecoderState(3, spec.MaxPositions)!;
        state.Begin(Encode(network, spec, s_source));
        Next(network, spec, head, state, 669);
        state.Reorder([0, 0, 0]);
        Next(network, spec, head, state, 5, 6, 7);
        state.Reorder([2, 0, 2]);
        Next(network, spec, head, state, 8, 9, 10);
        state.Reorder([1, 2]);
        float[] rows = Next(network, spec, head, state, 11, 12);

        AssertNear([.. RunAlone(network, spec, head, 669, 5, 9, 11), .. RunAlone(network, spec, head, 669, 7, 10, 12)], rows, Close, "rows");
        Assert.Equal((2, 4), (state.Count, state.Length));
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(null)]
    [InlineData(EncoderFile)]
    public void A_state_takes_one_token_for_each_text_and_origins_that_there_are(string? file)
    {
        using OnnxRuntimeNetwork network = Open(file, out EncoderSpec spec, out HeadSpec head);
        using DecoderState state = network.CreateDecoderState(2, 1)!;
        state.Begin(Encode(network, spec, [4, 0]));

        Assert.Throws<ArgumentException>(() => Next(network, spec, head, state, 669, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Reorder([1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Reorder([0, 0, 0]));
        Assert.Throws<ArgumentException>(() => state.Begin(new float[(spec.MaxPositions + 1) * spec.HiddenSize]));
        state.Begin(Encode(network, spec, [4, 0]));
        Next(network, spec, head, state, 669);
        Assert.Throws<ArgumentException>(() => Next(network, spec, head, state, 5));
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(null)]
    [InlineData(EncoderFile)]
    public void A_token_that_there_is_not_is_an_error_and_the_text_goes_on(string? file)
    {
        using OnnxRuntimeNetwork network = Open(file, out EncoderSpec spec, out HeadSpec head);
        using DecoderState state = network.CreateDecoderState(1, 8)!;
        state.Begin(Encode(network, spec, s_source));
        Next(network, spec, head, state, 669);

        Assert.Throws<InvalidOperationException>(() => Next(network, spec, head, state, spec.VocabularySize));
        AssertNear(RunAlone(network, spec, head, 669, 5), Next(network, spec, head, state, 5), 0, "row");
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void A_file_that_is_neither_encoder_nor_decoder_is_refused()
    {
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => OpenPair("onnx/decoder_model_merged.onnx", out _, out _));

        Assert.Contains("expected encoder_model.onnx or decoder_model.onnx", error.Problem, StringComparison.Ordinal);
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void A_decoder_that_asks_for_keys_and_values_is_refused_with_a_remedy()
    {
        GraphBuilder graph = new();
        graph.DeclareInput(PortNames.TokenIds, OnnxElementType.Int64, "batch", "tokens");
        graph.DeclareInput(PortNames.PastOfTexts(0), OnnxElementType.Float32, "batch", "4", "past", "9");
        graph.Add("Cast", [PortNames.TokenIds], [new GraphAttribute("to", Integer: (int)OnnxElementType.Float32)], PortNames.Logits);
        graph.DeclareOutput(PortNames.Logits, OnnxElementType.Float32, "batch", "tokens");
        File.WriteAllBytes(Path.Combine(_folder.FullName, "decoder_model.onnx"), graph.Build());
        File.Copy(TestPaths.InShared("models", Model, EncoderFile), Path.Combine(_folder.FullName, "encoder_model.onnx"));

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => OnnxRuntimeNetwork.OpenPair(
            OnnxRuntimeLibrary.Load(NpmPackages.OnnxRuntime), HeadFolder.ReadEncoder(Model), Path.Combine(_folder.FullName, "encoder_model.onnx"), new()));

        Assert.EndsWith("decoder_model.onnx", error.File, StringComparison.Ordinal);
        Assert.Contains("past_key_values.0.decoder.key (Float32 [? × 4 × ? × 9])", error.Problem, StringComparison.Ordinal);
        Assert.Contains("export the decoder without its past", error.Problem, StringComparison.Ordinal);
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData("model.safetensors", Backend.Auto, Backend.OnnxRuntime)]
    [InlineData("model.safetensors", Backend.Simd, Backend.Simd)]
    [InlineData(EncoderFile, Backend.OnnxRuntime, Backend.OnnxRuntime)]
    [InlineData(EncoderFile, Backend.Auto, Backend.OnnxRuntime)]
    public void Either_backend_runs_it(string file, Backend asked, Backend backend)
    {
        (EncoderSpec encoder, HeadSpec head) = HeadFolder.Read(Model);
        ModelDescription description = new()
        {
            Name = Model,
            Folder = TestPaths.InShared("models", Model),
            Weights = file,
            MaxTokens = encoder.MaxPositions,
            Tokenizer = null!, // no text is run
            Encoder = encoder,
            Head = head,
        };

        using HeadedNetwork network = NetworkLoader.Load(description, new LoadOptions { Backend = asked, OnnxRuntimeLibrary = NpmPackages.OnnxRuntime }).Head!;
        using DecoderState state = network.CreateDecoderState(1, 8);

        Assert.Equal(backend, network.Backend);
        Assert.NotNull(state);
    }

    [SharedFact]
    public void Without_ONNX_Runtime_the_folder_s_own_files_are_an_error_that_says_so()
    {
        (EncoderSpec encoder, HeadSpec head) = HeadFolder.Read(Model);

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ModelWeights.Open(TestPaths.InShared("models", Model), EncoderFile, encoder, copy: false, head));

        Assert.Contains("run on ONNX Runtime only", error.Problem, StringComparison.Ordinal);
    }

    private static float[] RunAlone(OnnxRuntimeNetwork network, EncoderSpec spec, HeadSpec head, params int[] text)
    {
        using DecoderState state = network.CreateDecoderState(1, spec.MaxPositions)!;
        state.Begin(Encode(network, spec, s_source));
        float[] row = [];
        foreach (int token in text)
        {
            row = Next(network, spec, head, state, token);
        }

        return row;
    }

    /// <summary>What the network gives of the next token: logits, or the last hidden state.</summary>
    private static float[] Next(OnnxRuntimeNetwork network, EncoderSpec spec, HeadSpec head, DecoderState state, params int[] tokens) =>
        network.Logits == LogitsForm.None ? Step(network, spec, state, LayerSet.Last, tokens) : StepLogits(network, head, state, tokens);

    private static float[] Step(OnnxRuntimeNetwork network, EncoderSpec spec, DecoderState state, LayerSet layers, params int[] tokens)
    {
        float[] states = new float[layers.Count * tokens.Length * spec.HiddenSize];
        network.Run(new NetworkCall { Input = Batch(tokens), State = state, Layers = layers, HiddenStates = states }, CancellationToken.None);
        return states;
    }

    private static float[] StepLogits(OnnxRuntimeNetwork network, HeadSpec head, DecoderState state, params int[] tokens)
    {
        float[] logits = new float[tokens.Length * head.Outputs];
        network.Run(new NetworkCall { Input = Batch(tokens), State = state, Logits = logits }, CancellationToken.None);
        return logits;
    }

    private static SequenceBatch Batch(int[] tokens) => new() { TokenIds = tokens, Starts = Enumerable.Range(0, tokens.Length + 1).ToArray() };

    private static float[] Encode(OnnxRuntimeNetwork network, EncoderSpec spec, int[] ids) => network.Run(spec, ids, [], [0, ids.Length], LayerSet.Last);

    private static OnnxRuntimeNetwork Open(string? file, out EncoderSpec spec, out HeadSpec head) =>
        file is null ? Compose(out spec, out _, out head) : OpenPair(file, out spec, out head);

    private static OnnxRuntimeNetwork OpenPair(string file, out EncoderSpec spec, out HeadSpec head)
    {
        (spec, head) = HeadFolder.Read(Model);
        return OnnxRuntimeNetwork.OpenPair(OnnxRuntimeLibrary.Load(NpmPackages.OnnxRuntime), spec, TestPaths.InShared("models", Model, file), new());
    }

    private static OnnxRuntimeNetwork Compose(out EncoderSpec spec, out ModelWeights weights, out HeadSpec head)
    {
        (spec, head) = HeadFolder.Read(Model);
        weights = ModelWeights.Open(TestPaths.InShared("models", Model), "model.safetensors", spec, copy: false, head);
        return OnnxRuntimeNetwork.Compose(OnnxRuntimeLibrary.Load(NpmPackages.OnnxRuntime), spec, weights, new());
    }

    private static int[] Greedy(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(TestPaths.InShared("goldens", "models", Model + ".json")));
        JsonElement golden = document.RootElement.GetProperty("cases").EnumerateArray().First(item => item.GetProperty("name").GetString() == name);
        return [.. golden.GetProperty("greedy").GetProperty("ids").EnumerateArray().Select(static id => id.GetInt32())];
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double worst = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            worst = Math.Max(worst, Math.Abs((double)expected[i] - actual[i]));
        }

        Assert.True(worst <= tolerance, $"{what}: off by {worst:G3}");
    }
}
