using Sememe.Compiler.Collections;
using Sememe.Compiler.Folders;
using Sememe.CompilerServices;
using Sememe.Families;
using Sememe.Families.Weights;
using Sememe.Formats.Tensors;

namespace Sememe.Compiler.Tests;

/// <summary>A complete sentence-embedding model of two layers and a dozen words, as files in memory; tests break one thing of it.</summary>
internal sealed record TinyModel
{
    public const string Name = "tiny";

    private const int BytesOfFloat32 = 4;

    private static readonly string[] s_vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat", "sat", "##s", "un", "##happy", "."];

    /// <summary>Path inside the folder → text.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>
    {
        ["config.json"] = Config,
        ["tokenizer.json"] = TokenizerJson,
        ["tokenizer_config.json"] = """
            {"tokenizer_class": "BertTokenizer", "model_max_length": 16, "do_lower_case": true,
             "unk_token": "[UNK]", "sep_token": "[SEP]", "pad_token": "[PAD]", "cls_token": "[CLS]", "mask_token": "[MASK]"}
            """,
        ["vocab.txt"] = string.Join("\n", s_vocabulary) + "\n",
        ["modules.json"] = """
            [
              {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
              {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
              {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}
            ]
            """,
        ["1_Pooling/config.json"] = """
            {
              "word_embedding_dimension": 8,
              "pooling_mode_mean_tokens": true
            }
            """,
        ["sentence_bert_config.json"] = """
            {"max_seq_length": 12}
            """,
        [ModelFileNames.FolderManifest] = "sememe folder 1\nchosen model.safetensors\ncandidate model.safetensors\n",
        [ModelFileNames.WeightsManifest] = WeightsText(Encoder()),
    };

    public const string Config = """
        {
          "model_type": "bert",
          "hidden_act": "gelu",
          "hidden_size": 8,
          "num_hidden_layers": 2,
          "num_attention_heads": 2,
          "intermediate_size": 16,
          "max_position_embeddings": 16,
          "type_vocab_size": 2,
          "layer_norm_eps": 1e-12,
          "vocab_size": 12
        }
        """;

    private static string TokenizerJson => $$$"""
        {
          "version": "1.0",
          "truncation": {"max_length": 128, "strategy": "LongestFirst", "stride": 0},
          "padding": null,
          "added_tokens": [
            {{{SpecialTokens}}}
          ],
          "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
          "pre_tokenizer": {"type": "BertPreTokenizer"},
          "post_processor": {"type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
            "pair": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
                     {"Sequence": {"id": "B", "type_id": 1}}, {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
            "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]} } },
          "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
          "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
            "vocab": {{{Vocabulary}}} }
        }
        """;

    private static string SpecialTokens => string.Join(",\n    ", s_vocabulary.Take(5).Select(static (token, id) =>
        $$"""{"id": {{id}}, "special": true, "content": "{{token}}", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false}"""));

    private static string Vocabulary => "{" + string.Join(", ", s_vocabulary.Select(static (token, id) => $"\"{token}\": {id}")) + "}";

    /// <summary>The network that <see cref="Config"/> describes.</summary>
    public static EncoderSpec Encoder() => new()
    {
        Family = "bert",
        VocabularySize = 12,
        HiddenSize = 8,
        Layers = 2,
        Heads = 2,
        IntermediateSize = 16,
        MaxPositions = 16,
        TokenTypes = 2,
        LayerNormEpsilon = 1e-12f,
    };

    /// <summary>What the build writes about a safetensors file that holds exactly this network.</summary>
    /// <param name="encoder">The network.</param>
    /// <param name="change">Changes a tensor; null leaves it out.</param>
    /// <param name="head">What stands on top of it; null for nothing.</param>
    public static string WeightsText(EncoderSpec encoder, Func<TensorEntry, TensorEntry?>? change = null, HeadSpec? head = null)
    {
        List<TensorEntry> tensors = [];
        long offset = 1000;
        foreach (WeightSlot slot in new NetworkSlots(Family.Of(encoder), encoder, head, "").All)
        {
            TensorShape shape = slot.Layout == MatrixLayout.InByOut ? new TensorShape(slot.Shape[1], slot.Shape[0]) : slot.Shape;
            TensorEntry tensor = new(slot.Names[0], ElementType.Float32, shape, "model.safetensors", offset, slot.Shape.Count * BytesOfFloat32);
            offset += tensor.ByteLength;
            if ((change is null ? tensor : change(tensor)) is { } kept)
            {
                tensors.Add(kept);
            }
        }

        return new WeightsManifest("model.safetensors", new WeightsFile(new TensorDirectory("model.safetensors", offset, tensors)), null).ToText();
    }

    /// <summary>A model of two layers with a head on top, as transformers saves it.</summary>
    /// <param name="architecture">End of the class name: <c>ForSequenceClassification</c>.</param>
    /// <param name="head">The head.</param>
    /// <param name="config">More members of config.json, each with a comma before it; the first stands on line 13.</param>
    public static TinyModel WithHead(string architecture, HeadSpec head, string config)
    {
        string text = Config.Replace("\"vocab_size\": 12", $"\"vocab_size\": 12,\n  \"architectures\": [\"Bert{architecture}\"]{config}", StringComparison.Ordinal);
        return Bare.With("config.json", text).With(ModelFileNames.WeightsManifest, WeightsText(Encoder(), null, head));
    }

    /// <summary>An encoder without a head.</summary>
    public static TinyModel Bare => new TinyModel().Without("modules.json", "1_Pooling/config.json", "sentence_bert_config.json");

    /// <summary>Three classes, one of which is right.</summary>
    public static TinyModel Classifier => WithHead("ForSequenceClassification", Classes(3), """
        ,
          "id2label": {"0": "very bad", "1": "so-so", "2": "1 star"},
          "label2id": {"very bad": 0, "so-so": 1, "1 star": 2}
        """);

    /// <summary>Tags of persons.</summary>
    public static TinyModel Tagger => WithHead("ForTokenClassification", new HeadSpec { Kind = HeadKind.TokenClassification, Outputs = 3 }, """
        ,
          "id2label": {"0": "O", "1": "B-PER", "2": "I-PER"}
        """);

    /// <summary>The score of a pair.</summary>
    public static TinyModel Ranker => WithHead("ForSequenceClassification", Classes(1), """
        ,
          "id2label": {"0": "LABEL_0"}
        """);

    /// <summary>A value.</summary>
    public static TinyModel Regression => WithHead("ForSequenceClassification", Classes(1), """
        ,
          "id2label": {"0": "LABEL_0"}, "problem_type": "regression"
        """);

    /// <summary>Answers.</summary>
    public static TinyModel Answerer => WithHead("ForQuestionAnswering", new HeadSpec { Kind = HeadKind.QuestionAnswering, Outputs = 2 }, "");

    /// <summary>Words for gaps.</summary>
    public static TinyModel Filler => WithHead(
        "ForMaskedLM", new HeadSpec { Kind = HeadKind.MaskedLanguageModel, Outputs = 12, DenseSize = 8, NormEpsilon = 1e-12f, IsTied = true }, "");

    /// <summary>Texts that go on.</summary>
    public static TinyModel Generator => Bare.With("config.json", """
        {
          "model_type": "gpt2",
          "architectures": ["GPT2LMHeadModel"],
          "n_embd": 8,
          "n_layer": 2,
          "n_head": 2,
          "n_inner": 16,
          "n_positions": 16,
          "vocab_size": 12,
          "eos_token_id": 3
        }
        """).With(ModelFileNames.WeightsManifest, WeightsText(Causal(), null, new HeadSpec { Kind = HeadKind.CausalLanguageModel, Outputs = 12, IsTied = true, HasOutputBias = false }));

    /// <summary>Texts in another language.</summary>
    public static TinyModel Translator => Bare.With("config.json", """
        {
          "model_type": "marian",
          "architectures": ["MarianMTModel"],
          "d_model": 8,
          "encoder_layers": 2,
          "encoder_attention_heads": 2,
          "encoder_ffn_dim": 16,
          "decoder_layers": 1,
          "decoder_attention_heads": 4,
          "decoder_ffn_dim": 24,
          "activation_function": "swish",
          "scale_embedding": true,
          "max_position_embeddings": 16,
          "vocab_size": 12
        }
        """).With("generation_config.json", """
        {
          "bad_words_ids": [[0], [5, 6]],
          "decoder_start_token_id": 0,
          "early_stopping": true,
          "eos_token_id": 3,
          "forced_eos_token_id": 3,
          "length_penalty": 0.8,
          "max_length": 12,
          "num_beams": 4,
          "renormalize_logits": true
        }
        """).With(ModelFileNames.WeightsManifest, WeightsText(Translating(), null, new HeadSpec { Kind = HeadKind.Translation, Outputs = 12, IsTied = true }));

    /// <summary>The network of <see cref="Translator"/>.</summary>
    public static EncoderSpec Translating() => new()
    {
        Family = "marian",
        VocabularySize = 12,
        HiddenSize = 8,
        Layers = 2,
        Heads = 2,
        IntermediateSize = 16,
        MaxPositions = 16,
        LayerNormEpsilon = 1e-5f,
        Decoder = new() { VocabularySize = 12, Layers = 1, Heads = 4, IntermediateSize = 24 },
    };

    private static EncoderSpec Causal() => new()
    {
        Family = "gpt2",
        VocabularySize = 12,
        HiddenSize = 8,
        Layers = 2,
        Heads = 2,
        IntermediateSize = 16,
        MaxPositions = 16,
        LayerNormEpsilon = 1e-5f,
    };

    /// <summary>Sentence embedding with prompts and a layer after the pooling.</summary>
    public static TinyModel WithPromptsAndDense => new TinyModel()
        .With("config_sentence_transformers.json", """{"prompts": {"query": "query: ", "s2p-passage": "", "none": "x"}, "default_prompt_name": "query"}""")
        .Replace("modules.json", "models.Normalize", "models.Dense").Replace("modules.json", "2_Normalize", "2_Dense")
        .With("2_Dense/config.json", """{"in_features": 8, "out_features": 4, "bias": true, "activation_function": "torch.nn.modules.activation.Tanh"}""")
        .With(ModelFileNames.FolderManifest, "sememe folder 1\nchosen model.safetensors\ncandidate 2_Dense/model.safetensors\ncandidate model.safetensors\n")
        .With("(build)/2_Dense/weights.txt", DenseWeights(new TensorShape(4, 8)));

    /// <summary>What the build writes about a Dense module's weights.</summary>
    public static string DenseWeights(TensorShape shape) => new WeightsManifest(
        "2_Dense/model.safetensors",
        new WeightsFile(new TensorDirectory("2_Dense/model.safetensors", 1000, [
            new TensorEntry("linear.weight", ElementType.Float32, shape, "2_Dense/model.safetensors", 100, shape.Count * BytesOfFloat32),
            new TensorEntry("linear.bias", ElementType.Float32, new TensorShape(4), "2_Dense/model.safetensors", 500, 4 * BytesOfFloat32),
        ])),
        null).ToText();

    private static HeadSpec Classes(int count) =>
        new() { Kind = HeadKind.SequenceClassification, Outputs = count, Tokens = HeadTokens.First, DenseSize = 8, Activation = Activation.Tanh };

    public TinyModel With(string path, string text) => new() { Files = new Dictionary<string, string>(Files) { [path] = text } };

    public TinyModel Without(params string[] paths) => new() { Files = Files.Where(file => !paths.Contains(file.Key)).ToDictionary() };

    /// <summary>Replaces a part of a file that must be there.</summary>
    public TinyModel Replace(string path, string part, string other)
    {
        Assert.Contains(part, Files[path], StringComparison.Ordinal);
        return With(path, Files[path].Replace(part, other, StringComparison.Ordinal));
    }

    public ModelFolder ToFolder() =>
        ModelFolder.Pick(Name, Files.Select(static file => new ModelFile(Name, file.Key, "/models/tiny/" + file.Key, file.Value)).ToEquatableArray());
}
