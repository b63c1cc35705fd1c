using Sememe.CompilerServices;
using Sememe.Formats;
using Sememe.Formats.Configs;
using Sememe.Testing;

namespace Sememe.Families.Tests;

public sealed class BertTests
{
    [Fact]
    public void Config_reads_as_a_specification()
    {
        string text = File.ReadAllText(TestPaths.InRepository("models", "all-MiniLM-L6-v2", "config.json"));

        EncoderReading reading = new Bert().ReadSpec(ModelConfig.Read("config.json", text));

        Assert.Empty(reading.Problems);
        Assert.Equal(
            new EncoderSpec
            {
                Family = "bert",
                VocabularySize = 30522,
                HiddenSize = 384,
                Layers = 6,
                Heads = 12,
                IntermediateSize = 1536,
                MaxPositions = 512,
                TokenTypes = 2,
                LayerNormEpsilon = 1e-12f,
                Activation = Activation.Gelu,
            },
            reading.Spec);
    }

    [Fact]
    public void Missing_keys_have_the_defaults_of_transformers()
    {
        EncoderSpec spec = Read("""{"model_type": "bert"}""").Spec!;

        Assert.Equal((30522, 768, 12, 12, 3072), (spec.VocabularySize, spec.HiddenSize, spec.Layers, spec.Heads, spec.IntermediateSize));
        Assert.Equal((512, 2, 1e-12f, Activation.Gelu), (spec.MaxPositions, spec.TokenTypes, spec.LayerNormEpsilon, spec.Activation));
    }

    [Theory]
    [InlineData("gelu", Activation.Gelu)]
    [InlineData("gelu_new", Activation.GeluTanh)]
    [InlineData("gelu_pytorch_tanh", Activation.GeluTanh)]
    [InlineData("gelu_python", Activation.Gelu)]
    [InlineData("gelu_fast", Activation.GeluTanh)]
    [InlineData("gelu_accurate", Activation.GeluTanh)]
    [InlineData("relu", Activation.Relu)]
    [InlineData("relu2", Activation.ReluSquared)]
    [InlineData("silu", Activation.Silu)]
    [InlineData("swish", Activation.Silu)]
    [InlineData("quick_gelu", Activation.QuickGelu)]
    [InlineData("tanh", Activation.Tanh)]
    [InlineData("sigmoid", Activation.Sigmoid)]
    public void Activations_are_read_by_name(string name, Activation activation) =>
        Assert.Equal(activation, Read($$"""{"hidden_act": "{{name}}"}""").Spec!.Activation);

    [Theory]
    [InlineData("""{"hidden_act": "mish"}""", "config.json(1,16): found string \"mish\", expected a \"hidden_act\" that is modelled: gelu, gelu_python, gelu_new, gelu_pytorch_tanh, gelu_python_tanh, gelu_fast, gelu_accurate, relu, relu2, silu, swish, quick_gelu, tanh, sigmoid")]
    [InlineData("""{"position_embedding_type": "relative_key"}""", "config.json(1,29): found string \"relative_key\", expected a \"position_embedding_type\" that is modelled: absolute")]
    [InlineData("""{"hidden_size": 100}""", "config.json: found 12 attention heads for a hidden size of 100, expected a divisor of it")]
    [InlineData("""{"num_attention_heads": 7}""", "config.json(1,25): found 7 attention heads for a hidden size of 768, expected a divisor of it")]
    [InlineData("""{"hidden_size": "384"}""", "config.json(1,17): found string \"384\", expected a whole number from 1 to 1048576 for \"hidden_size\"")]
    [InlineData("""{"num_hidden_layers": 2147483647}""", "config.json(1,23): found number 2147483647, expected a whole number from 1 to 62 for \"num_hidden_layers\"")]
    [InlineData("""{"layer_norm_eps": 0}""", "config.json(1,20): found number 0, expected a number greater than zero for \"layer_norm_eps\"")]
    [InlineData("""{"is_decoder": true}""", "config.json(1,16): found \"is_decoder\" true, expected false: a network that attends to earlier tokens only is not modelled")]
    [InlineData("""{"pruned_heads": {"0": [1]}}""", "config.json(1,18): found \"pruned_heads\" with content, expected none: a network with heads removed is not modelled")]
    public void What_is_not_modelled_is_a_located_problem(string config, string message)
    {
        EncoderReading reading = Read(config);

        Assert.Null(reading.Spec);
        Assert.Equal(message, Assert.Single(reading.Problems).ToException().Message);
    }

    [Fact]
    public void All_problems_are_reported()
    {
        IReadOnlyList<FileProblem> problems = Read("""{"hidden_act": "x", "vocab_size": 0, "add_cross_attention": true}""").Problems;

        Assert.Equal([35, 16, 61], problems.Select(static p => p.Column));
    }

    [Fact]
    public void Families_are_found_by_model_type()
    {
        Assert.IsType<Bert>(Family.Find("bert"));
        Assert.Null(Family.Find("bart"));
        Assert.Contains("bert", Family.ModelTypes);
    }

    private static EncoderReading Read(string config) => new Bert().ReadSpec(ModelConfig.Read("config.json", config));
}
