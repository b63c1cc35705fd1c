using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Heads;
using Sememe.Runtime.Tests.Heads;
using Sememe.Runtime.Tests.OnnxRuntime;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.Backends;

public sealed class NetworkLoaderTests
{
    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData("model.safetensors", Backend.OnnxRuntime)]
    [InlineData("onnx/model.onnx", Backend.OnnxRuntime)]
    [InlineData("onnx/model_optimized.onnx", Backend.OnnxRuntime)]
    [InlineData("onnx/model_qint8.onnx", Backend.Simd)]
    public void Auto_runs_float_weights_on_onnx_runtime_and_quantized_ones_on_simd(string file, Backend backend)
    {
        using Network network = NetworkLoader.Load(Model(file), new LoadOptions { OnnxRuntimeLibrary = NpmPackages.OnnxRuntime }).Network;

        Assert.Equal(backend, network.Backend);
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData("model.safetensors", Backend.Auto, Backend.OnnxRuntime)]
    [InlineData("model.safetensors", Backend.Simd, Backend.Simd)]
    [InlineData("onnx/model.onnx", Backend.Auto, Backend.Simd)]
    public void Auto_runs_models_that_generate_text_where_they_have_a_state(string file, Backend asked, Backend backend)
    {
        (EncoderSpec encoder, HeadSpec head) = HeadFolder.Read("gpt2-lm");
        ModelDescription description = Model(file) with { Folder = TestPaths.InShared("models", "gpt2-lm"), Encoder = encoder, Head = head };

        using HeadedNetwork network = NetworkLoader.Load(description, new LoadOptions { Backend = asked, OnnxRuntimeLibrary = NpmPackages.OnnxRuntime }).Head!;
        using NetworkState? state = network.CreateState(encoder.MaxPositions);

        Assert.Equal(backend, network.Backend);
        Assert.NotNull(state);
    }

    [SharedFact]
    public void Auto_refuses_a_file_that_is_fused_and_quantized()
    {
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => NetworkLoader.Load(Model("onnx/model_qint8_optimized.onnx"), new LoadOptions()));

        Assert.Contains("load it with Backend.OnnxRuntime", error.Problem, StringComparison.Ordinal);
    }

    private static ModelDescription Model(string file) => new()
    {
        Name = "bert",
        Folder = TestPaths.InShared("models", "bert"),
        Weights = file,
        MaxTokens = 128,
        Tokenizer = null!, // no text is run
        Encoder = Networks.Spec("bert"),
    };
}
