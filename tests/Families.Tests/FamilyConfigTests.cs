using Sememe.CompilerServices;
using Sememe.Formats.Configs;
using Sememe.Testing;

namespace Sememe.Families.Tests;

/// <summary>config.json of every family but BERT, which has tests of its own.</summary>
public sealed class FamilyConfigTests
{
    /// <summary>What transformers takes where config.json says nothing: vocabulary, hidden size, layers, heads, intermediate size, positions, activation.</summary>
    public static TheoryData<string, int, int, int, int, int, int, Activation> Defaults => new()
    {
        { "roberta", 50265, 768, 12, 12, 3072, 512, Activation.Gelu },
        { "xlm-roberta", 30522, 768, 12, 12, 3072, 512, Activation.Gelu },
        { "camembert", 30522, 768, 12, 12, 3072, 512, Activation.Gelu },
        { "distilbert", 30522, 768, 6, 12, 3072, 512, Activation.Gelu },
        { "mpnet", 30527, 768, 12, 12, 3072, 512, Activation.Gelu },
        { "electra", 30522, 256, 12, 4, 1024, 512, Activation.Gelu },
        { "albert", 30000, 4096, 12, 64, 16384, 512, Activation.GeluTanh },
        { "modernbert", 50368, 768, 22, 12, 1152, 8192, Activation.Gelu },
        { "deberta-v2", 128100, 1536, 24, 24, 6144, 512, Activation.Gelu },
        { "gpt2", 50257, 768, 12, 12, 3072, 1024, Activation.GeluTanh },
        { "marian", 58101, 1024, 12, 16, 4096, 1024, Activation.Gelu },
    };

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Missing_keys_have_the_defaults_of_transformers(
        string family, int vocabulary, int hidden, int layers, int heads, int intermediate, int positions, Activation activation)
    {
        EncoderSpec spec = Read(family, "{}").Spec!;

        Assert.Equal(
            (family, vocabulary, hidden, layers, heads, intermediate, positions, activation),
            (spec.Family, spec.VocabularySize, spec.HiddenSize, spec.Layers, spec.Heads, spec.IntermediateSize, spec.MaxPositions, spec.Activation));
    }

    [Theory]
    [InlineData("roberta", """{"max_position_embeddings": 514}""", 512)]
    [InlineData("xlm-roberta", """{"max_position_embeddings": 514, "pad_token_id": 0}""", 513)]
    [InlineData("mpnet", """{"max_position_embeddings": 514, "pad_token_id": 0}""", 512)]
    [InlineData("electra", """{"max_position_embeddings": 514}""", 514)]
    public void Positions_may_be_counted_from_the_padding_token(string family, string config, int tokens) =>
        Assert.Equal(tokens, Read(family, config).Spec!.MaxTokens);

    [Theory]
    [InlineData("""{"embedding_size": 128, "hidden_size": 128}""", 0)]
    [InlineData("""{"embedding_size": 128, "hidden_size": 256}""", 128)]
    public void Electra_projects_embeddings_of_another_width_only(string config, int width) => Assert.Equal(width, Read("electra", config).Spec!.EmbeddingSize);

    [Fact]
    public void Albert_always_projects() =>
        Assert.Equal(64, Read("albert", """{"embedding_size": 64, "hidden_size": 64}""").Spec!.EmbeddingSize);

    [Fact]
    public void Albert_layers_take_the_weights_of_their_group()
    {
        EncoderSpec spec = Read("albert", """{"num_hidden_layers": 6, "num_hidden_groups": 3, "inner_group_num": 2}""").Spec!;

        Assert.Equal(6, spec.WeightLayers);
        Assert.Equal([0, 0, 2, 2, 4, 4], Enumerable.Range(0, 6).Select(layer => spec.WeightLayer(layer, 0)));
        Assert.Equal([1, 1, 3, 3, 5, 5], Enumerable.Range(0, 6).Select(layer => spec.WeightLayer(layer, 1)));
    }

    [Fact]
    public void ModernBert_reads_local_layers_by_number_or_by_list()
    {
        Assert.Equal(0b110110UL, Read("modernbert", """{"num_hidden_layers": 6}""").Spec!.LocalLayers);
        Assert.Equal(0b011UL, Read("modernbert", """{"num_hidden_layers": 3, "layer_types": ["sliding_attention", "sliding_attention", "full_attention"]}""").Spec!.LocalLayers);
    }

    [Fact]
    public void ModernBert_reads_angles_of_both_layouts()
    {
        EncoderSpec old = Read("modernbert", """{"global_rope_theta": 5.0, "local_rope_theta": 6}""").Spec!;
        EncoderSpec recent = Read(
            "modernbert", """{"rope_parameters": {"full_attention": {"rope_type": "default", "rope_theta": 5}, "sliding_attention": {"rope_theta": 6}}}""").Spec!;

        Assert.Equal((5f, 6f), (old.RotaryTheta, old.LocalRotaryTheta));
        Assert.Equal((5f, 6f), (recent.RotaryTheta, recent.LocalRotaryTheta));
    }

    [Fact]
    public void Deberta_reads_as_published()
    {
        EncoderSpec spec = Read(
            "deberta-v2",
            """
            {"relative_attention": true, "position_biased_input": false, "position_buckets": 256, "max_relative_positions": -1, "pos_att_type": ["p2c", "c2p"],
             "share_att_key": true, "norm_rel_ebd": "layer_norm", "max_position_embeddings": 512}
            """).Spec!;

        Assert.Equal(PositionEncoding.None, spec.Positions);
        Assert.Equal(
            new DisentangledSpec { Span = 256, BucketReach = 512, ContentToPosition = true, PositionToContent = true, SharesProjections = true, NormsEmbeddings = true },
            spec.Disentangled);
    }

    [Fact]
    public void Marian_scales_embeddings_where_the_file_says_so()
    {
        Assert.Equal(1f, Read("marian", "{}").Spec!.EmbeddingScale);
        Assert.Equal(6f, Read("marian", """{"d_model": 36, "encoder_attention_heads": 4, "decoder_attention_heads": 4, "scale_embedding": true}""").Spec!.EmbeddingScale);
    }

    [Fact]
    public void Marian_may_have_two_vocabularies()
    {
        EncoderSpec spec = Read("marian", """{"vocab_size": 10, "decoder_vocab_size": 12, "share_encoder_decoder_embeddings": false}""").Spec!;

        Assert.Equal((10, 12, true), (spec.VocabularySize, spec.Decoder!.VocabularySize, spec.Decoder.HasOwnEmbeddings));
        Assert.Equal(
            ["encoder.embed_tokens.weight", "decoder.embed_tokens.weight"], Family.Of(spec).Slots(spec).Where(static slot => slot.Form == Weights.WeightForm.Table).Select(static slot => slot.Names[0]));
    }

    [Theory]
    [InlineData("roberta", """{"pad_token_id": 600}""", "config.json: found 512 positions, expected more than 601: this family counts them from the padding token's id, 600, on")]
    [InlineData("roberta", """{"pad_token_id": -1}""", "config.json(1,18): found number -1, expected a whole number from 0 to 2147483647 for \"pad_token_id\"")]
    [InlineData("xlm-roberta", """{"position_embedding_type": "relative_key"}""", "config.json(1,29): found string \"relative_key\", expected a \"position_embedding_type\" that is modelled: absolute")]
    [InlineData("distilbert", """{"dim": 100}""", "config.json: found 12 attention heads for a hidden size of 100, expected a divisor of it")]
    [InlineData("distilbert", """{"n_heads": 7}""", "config.json(1,13): found 7 attention heads for a hidden size of 768, expected a divisor of it")]
    [InlineData("distilbert", """{"activation": "mish"}""", "config.json(1,16): found string \"mish\", expected a \"activation\" that is modelled: gelu, gelu_python, gelu_new, gelu_pytorch_tanh, gelu_python_tanh, gelu_fast, gelu_accurate, relu, relu2, silu, swish, quick_gelu, tanh, sigmoid")]
    [InlineData("mpnet", """{"relative_attention_num_buckets": 16}""", "config.json(1,36): found number 16, expected a whole number from 32 to 1048576 for \"relative_attention_num_buckets\"")]
    [InlineData("electra", """{"embedding_size": 0}""", "config.json(1,20): found number 0, expected a whole number from 1 to 1048576 for \"embedding_size\"")]
    [InlineData("albert", """{"num_hidden_groups": 13}""", "config.json(1,23): found 13 groups of layers, expected at most 12, the number of layers")]
    [InlineData("albert", """{"inner_group_num": 1.5}""", "config.json(1,21): found number 1.5, expected a whole number from 1 to 64 for \"inner_group_num\"")]
    [InlineData("modernbert", """{"attention_bias": true}""", "config.json(1,20): found \"attention_bias\" true, expected false: attention with biases is not modelled")]
    [InlineData("modernbert", """{"num_attention_heads": 256}""", "config.json(1,25): found heads that are 3 wide, expected an even width: rotary positions turn pairs of numbers")]
    [InlineData("modernbert", """{"num_hidden_layers": 1, "layer_types": ["other"]}""", "config.json(1,41): found the layers other, expected 1 of full_attention and sliding_attention")]
    [InlineData("modernbert", """{"rope_parameters": {"full_attention": {"rope_type": "yarn"}}}""", "config.json(1,54): found string \"yarn\", expected a \"rope_type\" that is modelled: default")]
    [InlineData("deberta-v2", """{"conv_kernel_size": 3}""", "config.json(1,22): found \"conv_kernel_size\" number 3, expected 0: a convolution beside the first layer is not modelled")]
    [InlineData("deberta-v2", """{"embedding_size": 128}""", "config.json(1,20): found embeddings of another width than the hidden size of 1536: that is not modelled for this family")]
    [InlineData("deberta-v2", """{"relative_attention": true, "pos_att_type": "c2p|p2p"}""", "config.json(1,46): found the attention types c2p, p2p, expected none but c2p and p2c")]
    [InlineData("deberta-v2", """{"relative_attention": "yes"}""", "config.json(1,24): found string \"yes\", expected true or false for \"relative_attention\"")]
    [InlineData("deberta-v2", """{"relative_attention": true, "position_buckets": 2}""", "config.json(1,50): found 2 buckets for distances up to 512, expected at least 4 and fewer than twice the distances")]
    [InlineData("gpt2", """{"scale_attn_weights": false}""", "config.json(1,24): found \"scale_attn_weights\" false, expected true: attention without a scale is not modelled")]
    [InlineData("gpt2", """{"scale_attn_by_inverse_layer_idx": true}""", "config.json(1,37): found \"scale_attn_by_inverse_layer_idx\" true, expected false: attention scaled by the layer's number is not modelled")]
    [InlineData("gpt2", """{"n_embd": 100}""", "config.json: found 12 attention heads for a hidden size of 100, expected a divisor of it")]
    [InlineData("gpt2", """{"n_layer": 63}""", "config.json(1,13): found number 63, expected a whole number from 1 to 62 for \"n_layer\"")]
    [InlineData("marian", """{"normalize_before": true}""", "config.json(1,22): found \"normalize_before\" true, expected false: norms before attention and feed-forward layers is not modelled")]
    [InlineData("marian", """{"static_position_embeddings": false}""", "config.json(1,32): found \"static_position_embeddings\" false, expected true: a table of learned positions is not modelled")]
    [InlineData("marian", """{"normalize_embedding": true}""", "config.json(1,25): found \"normalize_embedding\" true, expected false: a norm of the embeddings is not modelled")]
    [InlineData("marian", """{"add_final_layer_norm": true}""", "config.json(1,26): found \"add_final_layer_norm\" true, expected false: a norm after the last layer is not modelled")]
    [InlineData("marian", """{"add_bias_logits": true}""", "config.json(1,21): found \"add_bias_logits\" true, expected false: a second bias of the outputs is not modelled")]
    [InlineData("marian", """{"is_encoder_decoder": false}""", "config.json(1,24): found \"is_encoder_decoder\" false, expected true: a network without one of its two halves is not modelled")]
    [InlineData("marian", """{"decoder_attention_heads": 7}""", "config.json(1,29): found 7 attention heads for a hidden size of 1024, expected a divisor of it")]
    [InlineData("marian", """{"decoder_layers": 63}""", "config.json(1,20): found number 63, expected a whole number from 1 to 62 for \"decoder_layers\"")]
    [InlineData("marian", """{"scale_embedding": 1}""", "config.json(1,21): found number 1, expected true or false for \"scale_embedding\"")]
    [InlineData("marian", """{"vocab_size": 10, "decoder_vocab_size": 12}""", "config.json(1,42): found 12 tokens of the decoder, expected \"vocab_size\" 10: encoder and decoder share their embeddings")]
    public void What_is_wrong_is_a_located_problem(string family, string config, string message)
    {
        EncoderReading reading = Read(family, config);

        Assert.Null(reading.Spec);
        Assert.Equal(message, Assert.Single(reading.Problems).ToException().Message);
    }

    [SharedTheory]
    [InlineData("albert-mlm")]
    [InlineData("albert-seqcls")]
    [InlineData("distilbert-qa")]
    [InlineData("distilbert-seqcls")]
    [InlineData("gpt2-lm")]
    [InlineData("gpt2-seqcls")]
    [InlineData("modernbert-seqcls")]
    [InlineData("roberta-mlm")]
    [InlineData("roberta-qa")]
    [InlineData("roberta-seqcls")]
    [InlineData("roberta-tokencls")]
    [InlineData("xlm-roberta-seqcls")]
    [InlineData("xlm-roberta-tokencls")]
    public void The_encoder_is_found_under_the_prefix_of_a_model_with_a_head(string model)
    {
        string folder = TestPaths.InShared("models", model);

        Assert.Empty(Weights.WeightMatcher.Match(Specs.Of(model), Formats.Tensors.WeightsFile.Read(folder, "model.safetensors")).Problems);
        Assert.Empty(Weights.WeightMatcher.Match(Specs.Of(model), Formats.Tensors.WeightsFile.Read(folder, "onnx/model.onnx")).Problems);
    }

    private static EncoderReading Read(string family, string config) => Family.Find(family)!.ReadSpec(ModelConfig.Read("config.json", config));
}
