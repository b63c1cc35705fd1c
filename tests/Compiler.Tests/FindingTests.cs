using Sememe.Compiler.Findings;
using Sememe.Compiler.Tasks;

namespace Sememe.Compiler.Tests;

/// <summary>One mistake in an otherwise right folder → one finding, at its place.</summary>
public sealed class FindingTests
{
    private static readonly TinyModel s_tiny = new();

    [Fact]
    public void A_right_folder_has_no_findings()
    {
        CompiledModel model = Compile(s_tiny);

        Assert.Empty(model.Findings);
        Assert.NotNull(model.Specification);
        Assert.NotNull(model.Tables);
    }

    [Fact]
    public void A_model_that_the_project_does_not_have_is_found_nowhere() =>
        Assert.Equal(FindingIds.FolderNotFound, Assert.Single(ModelCompiler.Compile(Folders.ModelFolder.Pick("other", []), CancellationToken.None).Findings).Id);

    public static TheoryData<string, string, string, string> InConfig => new()
    {
        // replaced, by what, rule and place, part of the message
        { "\"model_type\": \"bert\"", "\"model_type\": \"squeezenet\"", "SEM006 config.json(2,17): ", "\"squeezenet\"" },
        { "\"model_type\": \"bert\",", "", "SEM006 config.json: ", "model_type" },
        { "\"gelu\"", "\"mish\"", "SEM006 config.json(3,17): ", "hidden_act" },
        { "\"layer_norm_eps\": 1e-12", "\"layer_norm_eps\": 1e-12, \"position_embedding_type\": \"relative_key\"", "SEM006 config.json(10,55): ", "position_embedding_type" },
        { "\"layer_norm_eps\": 1e-12", "\"layer_norm_eps\": 1e-12, \"is_decoder\": true", "SEM006 config.json(10,42): ", "is_decoder" },
        { "\"layer_norm_eps\": 1e-12", "\"layer_norm_eps\": 0", "SEM004 config.json(10,21): ", "layer_norm_eps" },
        { "\"num_attention_heads\": 2", "\"num_attention_heads\": 3", "SEM005 config.json(6,26): ", "divisor" },
        { "\"num_hidden_layers\": 2", "\"num_hidden_layers\": \"2\"", "SEM004 config.json(5,24): ", "string \"2\"" },
        { "\"vocab_size\": 12", "\"vocab_size\": ", "SEM004 config.json(12,1): ", "'}'" },
        { "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3", "SEM005 config.json(5,24): ", "found \"num_hidden_layers\" 3, expected 2, as many as model.safetensors holds tensors of" },
        { "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1", "SEM005 config.json(5,24): ", "found \"num_hidden_layers\" 1, expected 2, as many as model.safetensors holds tensors of" },
        { "\"intermediate_size\": 16", "\"intermediate_size\": 24", "SEM007 model.safetensors: ", "[16 × 8]" },
        { "\"hidden_size\": 8", "\"hidden_size\": 16", "SEM005 1_Pooling/config.json(2,31): ", "found a token vector of 8, expected 16" },
        { "\"max_position_embeddings\": 16", "\"max_position_embeddings\": 8", "SEM005 sentence_bert_config.json(1,20): ", "found \"max_seq_length\" 12, expected at most 8" },
        { "\"vocab_size\": 12", "\"vocab_size\": 11", "SEM005 config.json(11,17): ", "expected at least 12" },
    };

    [Theory, MemberData(nameof(InConfig))]
    public void A_mistake_in_config_json_is_found_at_its_place(string part, string other, string expected, string message) =>
        AssertFound(s_tiny.Replace("config.json", part, other), expected, message);

    public static TheoryData<string, string, string, string, string> InOtherFiles => new()
    {
        { "modules.json", "models.Normalize", "models.LayerNorm", "SEM006 modules.json(4,58): ", "\"LayerNorm\"" },
        { "modules.json", "models.Normalize", "models.Dense", "SEM003 2_Normalize/config.json: ", "Dense module" },
        { "modules.json", "models.Transformer", "models.WordEmbeddings", "SEM006 modules.json(2,47): ", "\"WordEmbeddings\"" },
        { "modules.json", "\"path\": \"\"", "\"path\": \"0_Transformer\"", "SEM006 modules.json(2,35): ", "0_Transformer" },
        { "modules.json", "]", "", "SEM004 modules.json(5,1): ", "the end of the file" },
        { "modules.json", "1_Pooling", "9_Pooling", "SEM003 9_Pooling/config.json: ", "modules.json names it" },
        { "1_Pooling/config.json", "\"word_embedding_dimension\": 8", "\"word_embedding_dimension\": 16", "SEM005 1_Pooling/config.json(2,31): ", "hidden_size" },
        { "1_Pooling/config.json", "mean_tokens\": true", "mean_tokens\": false", "SEM006 1_Pooling/config.json: ", "without a mode" },
        { "1_Pooling/config.json", "\"pooling_mode_mean_tokens\": true", "\"pooling_mode\": \"median\"", "SEM006 1_Pooling/config.json(3,19): ", "median" },
        { "sentence_bert_config.json", "12", "0", "SEM004 sentence_bert_config.json(1,20): ", "at least 1" },
        { "sentence_bert_config.json", "12", "17", "SEM005 sentence_bert_config.json(1,20): ", "at most 16" },
        { "sentence_bert_config.json", "12", "12, \"do_lower_case\": true", "SEM006 sentence_bert_config.json(1,41): ", "lowercasing" },
        { "tokenizer_config.json", "\"[MASK]\"", "\"[GAP]\"", "SEM005 tokenizer_config.json(2,104): ", "[GAP]" },
    };

    [Theory, MemberData(nameof(InOtherFiles))]
    public void A_mistake_in_another_file_is_found_at_its_place(string file, string part, string other, string expected, string message) =>
        AssertFound(s_tiny.Replace(file, part, other), expected, message);

    [Theory]
    [InlineData("config.json", "SEM003 config.json: ")]
    [InlineData("modules.json", "SEM003 modules.json: ")]
    [InlineData("1_Pooling/config.json", "SEM003 1_Pooling/config.json: ")]
    public void A_missing_file_is_named(string file, string expected) => AssertFound(s_tiny.Without(file), expected, "");

    [Theory]
    [InlineData("config.json")]
    [InlineData("vocab.txt")]
    [InlineData("modules.json")]
    public void A_git_lfs_pointer_is_told_from_a_broken_file(string file) => AssertFound(
        s_tiny.With(file, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 231508\n").Without(file == "vocab.txt" ? "tokenizer.json" : ""),
        $"SEM012 {file}: ",
        "");

    [Fact]
    public void A_misnamed_tensor_is_missing_by_its_right_name() => AssertFound(
        s_tiny.With(Folders.ModelFileNames.WeightsManifest, TinyModel.WeightsText(TinyModel.Encoder(), static tensor =>
            tensor.Name.EndsWith("layer.1.attention.self.key.weight", StringComparison.Ordinal) ? tensor with { Name = "key" } : tensor)),
        "SEM007 model.safetensors: ",
        "encoder.layer.1.attention.self.key.weight");

    [Fact]
    public void A_truncated_weights_file_is_broken_at_a_byte() => AssertFound(
        s_tiny.With(Folders.ModelFileNames.WeightsManifest, new Formats.Tensors.WeightsManifest("model.safetensors", null, ModelFormatException.At("model.safetensors", 8, "found the end of the file, expected the header")).ToText()),
        "SEM004 model.safetensors: ",
        "at byte 8: found the end of the file");

    [Fact]
    public void Several_weights_files_are_listed() => AssertFound(
        s_tiny.With(Folders.ModelFileNames.FolderManifest, "sememe folder 1\ncandidate a.onnx\ncandidate b.onnx\n"), "SEM009 ", "a.onnx, b.onnx");

    [Fact]
    public void Weights_that_the_project_names_and_the_folder_lacks_are_missing() => AssertFound(
        s_tiny.With(Folders.ModelFileNames.FolderManifest, "sememe folder 1\nrequested c.onnx\ncandidate a.onnx\n"), "SEM003 c.onnx: ", "a.onnx");

    [Fact]
    public void A_broken_shard_index_is_found_at_its_place() => AssertFound(
        s_tiny
            .With(Folders.ModelFileNames.FolderManifest, "sememe folder 1\nchosen model.safetensors.index.json\ncandidate model.safetensors.index.json\n")
            .With(Folders.ModelFileNames.WeightsManifest, new Formats.Tensors.WeightsManifest(
                "model.safetensors.index.json", null, ModelFormatException.At("model.safetensors.index.json", 3, 7, "a.safetensors is missing")).ToText()),
        "SEM004 model.safetensors.index.json(3,7): ",
        "a.safetensors is missing");

    [Theory]
    [InlineData("sememe folder 1\nforeign pytorch_model.bin\n", "SEM006 pytorch_model.bin: ")]
    [InlineData("sememe folder 1\nrequested old/weights.pt\nforeign old/weights.pt\ncandidate model.safetensors\n", "SEM006 old/weights.pt: ")]
    public void Weights_of_another_format_come_with_the_remedy(string manifest, string expected) =>
        AssertFound(s_tiny.With(Folders.ModelFileNames.FolderManifest, manifest), expected, "safe_serialization=True");

    [Fact]
    public void A_folder_without_weights_makes_a_tokenizer()
    {
        CompiledModel model = Compile(s_tiny.Without(Folders.ModelFileNames.FolderManifest, Folders.ModelFileNames.WeightsManifest));

        Finding finding = Assert.Single(model.Findings);
        Assert.Equal(FindingIds.NoWeights, finding.Id);
        Assert.False(finding.IsError);
        Assert.IsType<TokenizingTask>(model.Specification!.Task);
        Assert.Equal(12, model.Specification.MaxTokens);
    }

    [Fact]
    public void Independent_mistakes_are_all_found()
    {
        CompiledModel model = Compile(s_tiny
            .Replace("config.json", "\"gelu\"", "\"mish\"")
            .Replace("config.json", "\"num_attention_heads\": 2", "\"num_attention_heads\": 3")
            .Replace("modules.json", "models.Normalize", "models.LayerNorm")
            .Replace("sentence_bert_config.json", "12", "0"));

        Assert.Equal(["SEM006", "SEM005", "SEM006", "SEM004"], model.Findings.Select(static finding => finding.Id));
    }

    [Fact]
    public void Without_a_sentence_length_the_tokenizers_counts_and_the_positions_limit_it()
    {
        Assert.Equal(16, Compile(s_tiny.Without("sentence_bert_config.json")).Specification!.MaxTokens);
        Assert.Equal(10, Compile(s_tiny.Without("sentence_bert_config.json").Replace("tokenizer_config.json", "16", "10")).Specification!.MaxTokens);
        Assert.Equal(16, Compile(s_tiny.Without("sentence_bert_config.json").Replace("tokenizer_config.json", "16", "1000000000000000019884624838656")).Specification!.MaxTokens);
    }

    private static CompiledModel Compile(TinyModel model) => ModelCompiler.Compile(model.ToFolder(), CancellationToken.None);

    private static void AssertFound(TinyModel model, string expected, string message)
    {
        CompiledModel compiled = Compile(model);

        Finding finding = compiled.Findings[0];
        Assert.Equal(expected, $"{finding.Id} {finding.Prefix}");
        Assert.Contains(message, string.Join("|", finding.Arguments), StringComparison.Ordinal);
    }
}
