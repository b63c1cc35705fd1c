using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.CompilerServices;
using Sememe.Families;
using Sememe.Formats.Configs;
using Sememe.Formats.Tensors;

namespace Sememe.Compiler.Tests;

/// <summary>
/// Mistakes that a person can make by hand in a model folder: each is one error, and no second one follows from it; with the rule, file, line and
/// column, and what the message says of what was found and expected.
/// </summary>
public sealed class FolderMistakeTests
{
    private const string Config = "config.json";
    private const string Tokenizer = "tokenizer.json";
    private const string TokenizerConfig = "tokenizer_config.json";
    private const string Modules = "modules.json";
    private const string Pooling = "1_Pooling/config.json";
    private const string SentenceLength = "sentence_bert_config.json";
    private const string Prompts = "config_sentence_transformers.json";
    private const string Dense = "2_Dense/config.json";
    private const string Generation = "generation_config.json";

    /// <summary>In which model (the name of a property of <see cref="TinyModel"/>, or a family), which file, what is replaced, by what; rule and place; part of the message.</summary>
    public static TheoryData<string, string, string, string, string, string> InTexts => new()
    {
        // The network
        { "Embedder", Config, "\"bert\"", "\"bort\"", "SEM006 config.json(2,17): ", "the architecture \"bort\" is not modelled; modelled are: " },
        { "Embedder", Config, "\"bert\"", "7", "SEM004 config.json(2,17): ", "found number 7, expected a string" },
        { "Embedder", Config, "\"hidden_size\": 8", "\"hidden_size\": 0", "SEM004 config.json(4,18): ", "found number 0, expected a whole number from 1" },
        { "Embedder", Config, "\"hidden_size\": 8", "\"hidden_size\": 8.5", "SEM004 config.json(4,18): ", "found number 8.5, expected a whole number" },
        { "Bare", Config, "\"num_attention_heads\": 2", "\"num_attention_heads\": 5", "SEM005 config.json(6,26): ", "found 5 attention heads for a hidden size of 8, expected a divisor of it" },
        { "Bare", Config, "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 12", "SEM005 config.json(5,24): ", "found \"num_hidden_layers\" 12, expected 2, as many as model.safetensors holds tensors of" },
        { "Bare", Config, "\"num_hidden_layers\": 2", "\"num_hidden_layers\": -2", "SEM004 config.json(5,24): ", "found number -2, expected a whole number from 1 to 62" },
        { "Bare", Config, "\"gelu\"", "\"geluu\"", "SEM006 config.json(3,17): ", "found string \"geluu\", expected a \"hidden_act\" that is modelled: gelu, " },
        { "Bare", Config, "\"gelu\"", "null, \"position_embedding_type\": \"relative_key_query\"", "SEM006 config.json(3,50): ", "expected a \"position_embedding_type\" that is modelled: absolute" },
        { "Bare", Config, "\"gelu\"", "\"gelu\", \"is_decoder\": true", "SEM006 config.json(3,39): ", "a network that attends to earlier tokens only is not modelled" },
        { "Bare", Config, "\"gelu\"", "\"gelu\", \"add_cross_attention\": true", "SEM006 config.json(3,48): ", "attention to another network's output is not modelled" },
        { "Bare", Config, "\"gelu\"", "\"gelu\", \"pruned_heads\": {\"1\": [0]}", "SEM006 config.json(3,41): ", "a network with heads removed is not modelled" },
        { "Bare", Config, "1e-12", "-1e-12", "SEM004 config.json(10,21): ", "a number greater than zero for \"layer_norm_eps\"" },
        { "Bare", Config, "\"vocab_size\": 12", "\"vocab_size\": 7", "SEM005 config.json(11,17): ", "found \"vocab_size\" 7, expected at least 12, the number of token ids in tokenizer.json" },
        { "Bare", Config, "\"vocab_size\": 12", "\"vocab_size\": 14", "SEM007 model.safetensors: ", "word embeddings weight) of shape [12 × 8], expected [14 × 8]" },
        { "Bare", Config, "\"max_position_embeddings\": 16", "\"max_position_embeddings\": 512", "SEM007 model.safetensors: ", "of shape [16 × 8], expected [512 × 8]" },
        { "Bare", Config, "\"type_vocab_size\": 2", "\"type_vocab_size\": 1", "SEM007 model.safetensors: ", "of shape [2 × 8], expected [1 × 8]" },
        { "Bare", Config, "\"vocab_size\": 12\n}", "\"vocab_size\": 12", "SEM004 config.json(11,19): ", "found the end of the file" },
        { "Bare", Config, "\"vocab_size\": 12", "\"vocab_size\": 12,", "SEM004 config.json(12,1): ", "found '}', expected" },
        { "Bare", Config, "\"hidden_act\"", "hidden_act", "SEM004 config.json(3,3): ", "found 'h', expected" },

        // What the folder is for
        { "Classifier", Config, "BertForSequenceClassification", "BertForNextSentencePrediction", "SEM006 config.json(12,21): ", "the task of \"BertForNextSentencePrediction\" is not modelled; modelled are …Model, " },
        { "Classifier", Config, "[\"BertForSequenceClassification\"]", "\"BertForSequenceClassification\"", "SEM004 config.json(12,20): ", "expected an array" },
        { "Generator", Config, "GPT2LMHeadModel", "GPT2DoubleHeadsModel", "SEM006 config.json(3,21): ", "the task of \"GPT2DoubleHeadsModel\" is not modelled; modelled are …Model, " },
        { "Generator", Config, "GPT2LMHeadModel", "GPT2ForQuestionAnswering", "SEM006 config.json(3,21): ", "not modelled for the architecture \"gpt2\"" },
        { "Filler", Config, "BertForMaskedLM", "BertForCausalLM", "SEM006 config.json(12,21): ", "the head of \"BertForCausalLM\" is not modelled for the architecture \"bert\"" },

        // Labels and heads
        { "Classifier", Config, "\"1\": \"so-so\", ", "", "SEM005 config.json(13,38): ", "found label 2 among 2, expected numbers from 0 to 1, each once" },
        { "Classifier", Config, "\"2\": \"1 star\"", "\"2\": \"1 star\", \"3\": \"2 stars\"", "SEM005 config.json(13,15): ", "found 4 labels, which the weights contradict: model.safetensors: " },
        { "Classifier", Config, "\"so-so\": 1", "\"so so\": 1", "SEM005 config.json(14,31): ", "found \"label2id\" number 1 for \"so so\", expected what \"id2label\" says" },
        { "Classifier", Config, "\"label2id\"", "\"num_labels\": 2, \"label2id\"", "SEM005 config.json(14,17): ", "found \"num_labels\" 2, expected 3, the number of labels in \"id2label\"" },
        { "Classifier", Config, "\"very bad\", ", "1, ", "SEM004 config.json(13,21): ", "expected a string" },
        { "Classifier", Config, "\"label2id\"", "\"problem_type\": \"multilabel\", \"label2id\"", "SEM006 config.json(14,19): ", "expected single_label_classification, multi_label_classification or regression" },
        { "Classifier", Config, "\"label2id\"", "\"problem_type\": \"regression\", \"label2id\"", "SEM006 config.json(14,19): ", "a regression to 3 values at once is not modelled, only to one" },
        { "Tagger", Config, ", \"2\": \"I-PER\"", "", "SEM005 config.json(13,15): ", "found 2 labels, which the weights contradict: model.safetensors: " },
        { "Answerer", Config, "\"architectures\"", "\"id2label\": {\"0\": \"a\"}, \"architectures\"", "SEM005 config.json(12,15): ", "found 1 labels, expected 2, for begin and end of an answer" },
        { "Ranker", Config, "\"id2label\"", "\"sentence_transformers\": {\"activation_fn\": \"torch.nn.ReLU\"}, \"id2label\"", "SEM006 config.json(13,46): ", "the activation \"torch.nn.ReLU\" of a cross-encoder is not modelled" },
        { "Filler", Config, "\"architectures\"", "\"tie_word_embeddings\": false, \"architectures\"", "SEM007 model.safetensors: ", "'cls.predictions.decoder.weight' (head output weight), expected one of shape [12 × 8]" },
        { "Filler", Config, "\"architectures\"", "\"tie_word_embeddings\": 1, \"architectures\"", "SEM004 config.json(12,26): ", "found number 1, expected true or false for \"tie_word_embeddings\"" },

        // Generating
        { "Generator", Config, "\"n_head\": 2", "\"n_head\": 3", "SEM005 config.json(6,13): ", "found 3 attention heads for a hidden size of 8, expected a divisor of it" },
        { "Generator", Config, "\"n_layer\": 2", "\"n_layer\": 4", "SEM005 config.json(5,14): ", "found \"n_layer\" 4, expected 2, as many as model.safetensors holds tensors of" },
        { "Generator", Config, "\"eos_token_id\": 3", "\"eos_token_id\": 12", "SEM005 config.json(10,19): ", "expected a token id from 0 to 11" },
        { "Generator", Config, "\"eos_token_id\": 3", "\"eos_token_id\": 3, \"tie_word_embeddings\": false", "SEM007 model.safetensors: ", "'lm_head.weight' (head output weight), expected one of shape [12 × 8]" },
        { "Generator", Generation, "", "{\"eos_token_id\": \"[SEP]\"}", "SEM004 generation_config.json(1,18): ", "expected a whole number" },
        { "Generator", Generation, "", "{\"eos_token_id\": 2", "SEM004 generation_config.json(1,19): ", "found the end of the file" },

        // Translating
        { "Translator", Config, "\"decoder_layers\": 1", "\"decoder_layers\": 3", "SEM005 config.json(8,21): ", "found \"decoder_layers\" 3, expected 1, as many as model.safetensors holds tensors of" },
        { "Translator", Config, "\"encoder_layers\": 2", "\"encoder_layers\": 1", "SEM005 config.json(5,21): ", "found \"encoder_layers\" 1, expected 2, as many as model.safetensors holds tensors of" },
        { "Translator", Config, "\"decoder_attention_heads\": 4", "\"decoder_attention_heads\": 3", "SEM005 config.json(9,30): ", "found 3 attention heads for a hidden size of 8, expected a divisor of it" },
        { "Translator", Config, "\"vocab_size\": 12", "\"vocab_size\": 12, \"decoder_vocab_size\": 14", "SEM005 config.json(14,43): ", "encoder and decoder share their embeddings" },
        { "Translator", Config, "\"vocab_size\": 12", "\"vocab_size\": 12, \"tie_word_embeddings\": false", "SEM007 model.safetensors: ", "'lm_head.weight' (head output weight), expected one of shape [12 × 8]" },
        { "Translator", Config, "\"swish\"", "\"swiss\"", "SEM006 config.json(11,26): ", "expected a \"activation_function\" that is modelled: gelu, " },
        { "Translator", Config, "MarianMTModel", "MarianForCausalLM", "SEM006 config.json(3,21): ", "the head of \"MarianForCausalLM\" is not modelled for the architecture \"marian\"" },
        { "Translator", Generation, "\"num_beams\": 4", "\"num_beams\": 0", "SEM004 generation_config.json(9,16): ", "a whole number from 1 to 1024 for \"num_beams\"" },
        { "Translator", Generation, "\"max_length\": 12", "\"max_length\": 18", "SEM005 generation_config.json(8,17): ", "found \"max_length\" 18, expected a length of 1 to 16 new tokens" },
        { "Translator", Generation, "\"length_penalty\": 0.8", "\"length_penalty\": \"0.8\"", "SEM004 generation_config.json(7,21): ", "expected a number for \"length_penalty\"" },
        { "Translator", Generation, "\"early_stopping\": true", "\"early_stopping\": \"always\"", "SEM004 generation_config.json(4,21): ", "expected true, false or \"never\" for \"early_stopping\"" },
        { "Translator", Generation, "\"eos_token_id\": 3", "\"eos_token_id\": 12", "SEM005 generation_config.json(5,19): ", "found \"eos_token_id\" 12, expected a token id from 0 to 11" },
        { "Translator", Generation, "[5, 6]", "[]", "SEM004 generation_config.json(2,26): ", "expected a list of token ids in \"bad_words_ids\", not an empty one" },
        { "Translator", Generation, "[5, 6]", "[5, 60]", "SEM005 generation_config.json(2,30): ", "found \"bad_words_ids\" 60, expected a token id from 0 to 11" },
        { "Translator", Generation, "\"decoder_start_token_id\": 0,", "", "SEM004 generation_config.json(1,1): ", "found no \"decoder_start_token_id\", expected it in this object" },
        { "Translator", Generation, "\"decoder_start_token_id\": 0", "\"decoder_start_token_id\": [0, 1]", "SEM006 generation_config.json(3,29): ", "a start for each text of a batch is not modelled" },
        { "Translator", Generation, "\"renormalize_logits\": true", "\"renormalize_logits\": true, \"no_repeat_ngram_size\": 3", "SEM006 generation_config.json(10,55): ", "expected 0: excluding what was written before is not modelled" },
        { "Translator", Generation, "\"renormalize_logits\": true", "\"renormalize_logits\": true, \"do_sample\": true", "SEM006 generation_config.json(10,44): ", "expected false: translation by chance is not modelled" },
        { "Translator", Generation, "\"renormalize_logits\": true", "\"renormalize_logits\": true, \"magic\": 1", "SEM006 generation_config.json(10,40): ", "found \"magic\", which is not known here" },
        { "Translator", Generation, "\"renormalize_logits\": true", "\"renormalize_logits\": true, \"repetition_penalty\": 1.2", "SEM006 generation_config.json(10,53): ", "expected 1: a penalty for what was written before is not modelled" },
        { "Translator", Generation, "\"renormalize_logits\": true", "\"renormalize_logits\": true, \"forced_bos_token_id\": 5", "SEM006 generation_config.json(10,54): ", "found \"forced_bos_token_id\", expected none: a first token that is given is not modelled" },

        // The tokenizer
        { "Embedder", Tokenizer, "\"type\": \"WordPiece\", \"unk_token\"", "\"type\": \"WordPieces\", \"unk_token\"", "SEM006 tokenizer.json(20,21): ", "WordPieces" },
        { "Embedder", Tokenizer, "\"unk_token\": \"[UNK]\"", "\"unk_token\": \"[OOV]\"", "SEM005 tokenizer.json(20,47): ", "[OOV]" },
        { "Embedder", Tokenizer, "\"BertNormalizer\"", "\"NMT\"", "SEM006 tokenizer.json(12,26): ", "\"NMT\"" },
        { "Embedder", Tokenizer, "\"BertPreTokenizer\"", "\"BertPretokenizer\"", "SEM006 tokenizer.json(13,29): ", "\"BertPretokenizer\"" },
        { "Embedder", Tokenizer, "\"ids\": [2]", "\"ids\": [1]", "SEM005 tokenizer.json(18,33): ", "found id 1 for \"[CLS]\", expected 2, as in the vocabulary" },
        { "Embedder", Tokenizer, "{\"id\": \"B\", \"type_id\": 1}", "{\"id\": \"B\", \"type_id\": 2}", "SEM005 tokenizer.json(17,14): ", "found the token type 2, expected at most 1: \"type_vocab_size\" of config.json is 2" },
        { "Embedder", Tokenizer, "{\"id\": \"B\", \"type_id\": 1}", "{\"id\": \"B\", \"type_id\": -1}", "SEM004 tokenizer.json(17,50): ", "expected a type id of at least 0" },
        { "Embedder", Tokenizer, "{\"Sequence\": {\"id\": \"B\", \"type_id\": 1}}, ", "", "SEM006 tokenizer.json(14,21): ", "found a pair template that does not have each text exactly once" },
        { "Embedder", Tokenizer, "\"version\": \"1.0\"", "\"version\": \"1.0", "SEM004 tokenizer.json(2,19): ", "" },
        { "Embedder", TokenizerConfig, "\"[MASK]\"", "\"<mask>\"", "SEM005 tokenizer_config.json(2,104): ", "<mask>" },

        // Sentences
        { "Embedder", SentenceLength, "12", "512", "SEM005 sentence_bert_config.json(1,20): ", "found \"max_seq_length\" 512, expected at most 16, the positions that \"max_position_embeddings\" of config.json has for tokens" },
        { "Embedder", SentenceLength, "12", "\"long\"", "SEM004 sentence_bert_config.json(1,20): ", "found string \"long\", expected a whole number" },
        { "Embedder", Pooling, "\"word_embedding_dimension\": 8", "\"word_embedding_dimension\": 384", "SEM005 1_Pooling/config.json(2,31): ", "hidden_size" },
        { "Embedder", Pooling, "\"pooling_mode_mean_tokens\": true", "\"pooling_mode\": \"average\"", "SEM006 1_Pooling/config.json(3,19): ", "average" },
        { "Embedder", Modules, "1_Pooling", "2_Pooling", "SEM003 2_Pooling/config.json: ", "modules.json names it" },
        { "Embedder", Modules, "models.Pooling", "models.WeightedLayerPooling", "SEM006 modules.json(3,56): ", "\"WeightedLayerPooling\"" },
        { "WithPromptsAndDense", Prompts, "_name\": \"query\"", "_name\": \"passage\"", "SEM005 config_sentence_transformers.json(1,90): ", "query, s2p-passage, none" },
        { "WithPromptsAndDense", Prompts, "{\"prompts\"", "{\"truncate_dim\": 768, \"prompts\"", "SEM005 config_sentence_transformers.json(1,18): ", "from 1 to 4" },
        { "WithPromptsAndDense", Dense, "\"out_features\": 4", "\"out_features\": 3", "SEM007 2_Dense/model.safetensors: ", "'linear.weight' (head weight) of shape [4 × 8], expected [3 × 8]" },
        { "WithPromptsAndDense", Dense, "\"in_features\": 8", "\"in_features\": 16", "SEM005 2_Dense/config.json(1,17): ", "expected 8" },
        { "WithPromptsAndDense", Dense, "\"bias\": true", "\"bias\": \"yes\"", "SEM004 2_Dense/config.json(1,47): ", "true or false" },
        { "WithPromptsAndDense", Dense, "activation.Tanh", "activation.Mish", "SEM006 2_Dense/config.json(1,76): ", "Identity, Tanh, ReLU" },

        // Other families
        { "roberta", Config, "\"pad_token_id\": 1", "\"pad_token_id\": 15", "SEM005 config.json(8,30): ", "found 16 positions, expected more than 16: this family counts them from the padding token's id, 15, on" },
        { "electra", Config, "\"embedding_size\": 4", "\"embedding_size\": 6", "SEM007 model.safetensors: ", "of shape [12 × 4], expected [12 × 6]" },
        { "electra", Config, "\"embedding_size\": 4", "\"embedding_size\": 8", "SEM007 model.safetensors: ", "of shape [12 × 4], expected [12 × 8]" },
        { "albert", Config, "\"num_hidden_groups\": 1", "\"num_hidden_groups\": 3", "SEM005 config.json(12,24): ", "found 3 groups of layers, expected at most 2, the number of layers" },
        { "modernbert", Config, "\"attention_bias\": false", "\"attention_bias\": true", "SEM006 config.json(12,21): ", "attention with biases is not modelled" },
        { "deberta-v2", Config, "\"pos_att_type\": [\"c2p\"]", "\"pos_att_type\": [\"c2p\", \"p2p\"]", "SEM006 config.json(12,47): ", "found the attention types c2p, p2p, expected none but c2p and p2c" },
        { "deberta-v2", Config, "\"pos_att_type\": [\"c2p\"]", "\"pos_att_type\": [\"c2p\"], \"attention_head_size\": 8", "SEM006 config.json(12,79): ", "expected 4: attention of another width than the hidden size is not modelled" },
        { "deberta-v2", Config, "\"pos_att_type\": [\"c2p\"]", "\"pos_att_type\": [\"c2p\"], \"conv_kernel_size\": 3", "SEM006 config.json(12,76): ", "a convolution beside the first layer is not modelled" },
        { "deberta-v2-classes", Config, "\"pooler_hidden_size\": 8", "\"pooler_hidden_size\": 16", "SEM006 config.json(13,25): ", "expected 8: a pooler of another width than the hidden size is not modelled" },
        { "deberta-v2-classes", Config, "\"pooler_hidden_act\": \"gelu\"", "\"pooler_hidden_act\": \"prelu\"", "SEM006 config.json(13,49): ", "expected a \"pooler_hidden_act\" that is modelled" },
    };

    [Theory, MemberData(nameof(InTexts))]
    public void A_mistake_in_a_text_file_is_one_error_at_its_place(string model, string file, string part, string other, string expected, string message)
    {
        TinyModel right = Model(model);
        AssertRight(right);

        AssertFound(part.Length == 0 ? right.With(file, other) : right.Replace(file, part, other), expected, message);
    }

    /// <summary>What is wrong with the weights, as the build describes them; rule and place; part of the message.</summary>
    public static TheoryData<string, string, string> InWeights => new()
    {
        { "a tensor is missing", "SEM007 model.safetensors: ", "'encoder.layer.1.output.dense.bias' (layer 1 feed-forward output bias), expected one of shape [8]" },
        { "a tensor has another name", "SEM007 model.safetensors: ", "'encoder.layer.0.attention.self.query.weight' (layer 0 query weight), expected one of shape [8 × 8]" },
        { "a matrix is transposed", "SEM007 model.safetensors: ", "of shape [8 × 16], expected [16 × 8]" },
        { "a matrix is of integers", "SEM007 model.safetensors: ", "Int64" },
        { "the file is cut off", "SEM004 model.safetensors: ", "at byte 8: found the end of the file, expected the header" },
        { "a shard is not there", "SEM004 model.safetensors.index.json(3,7): ", "model-00002-of-00002.safetensors is missing" },
        { "there is only a .bin file", "SEM006 pytorch_model.bin: ", "safe_serialization=True" },
        { "there are only shards of .bin", "SEM006 pytorch_model-00001-of-00002.bin: ", "safe_serialization=True" },
        { "the project names a file that is not there", "SEM003 onnx/model.onnx: ", "the folder's weights files are: model.safetensors" },
        { "there are two files and neither is the usual one", "SEM009 ", "a.onnx, b.onnx" },
        { "the weights are a Git LFS pointer", "SEM012 model.safetensors: ", "" },
    };

    [Theory, MemberData(nameof(InWeights))]
    public void A_mistake_in_the_weights_is_one_error_at_its_place(string mistake, string expected, string message) => AssertFound(WithWeights(mistake), expected, message);

    private static TinyModel WithWeights(string mistake)
    {
        TinyModel bare = TinyModel.Bare;
        return mistake switch
        {
            "a tensor is missing" => Tensors(static tensor => tensor.Name == "encoder.layer.1.output.dense.bias" ? null : tensor),
            "a tensor has another name" => Tensors(static tensor =>
                tensor.Name == "encoder.layer.0.attention.self.query.weight" ? tensor with { Name = "encoder.layer.0.attention.self.q.weight" } : tensor),
            "a matrix is transposed" => Tensors(static tensor =>
                tensor.Name == "encoder.layer.0.intermediate.dense.weight" ? tensor with { Shape = new TensorShape(8, 16) } : tensor),
            "a matrix is of integers" => Tensors(static tensor => tensor.Name == "encoder.layer.0.intermediate.dense.weight" ? tensor with { Type = ElementType.Int64 } : tensor),
            "the file is cut off" => Broken("model.safetensors", ModelFormatException.At("model.safetensors", 8, "found the end of the file, expected the header")),
            "a shard is not there" => Broken(
                "model.safetensors.index.json", ModelFormatException.At("model.safetensors.index.json", 3, 7, "model-00002-of-00002.safetensors is missing"), "model.safetensors.index.json"),
            "there is only a .bin file" => bare.With(ModelFileNames.FolderManifest, FolderManifest.Write(WeightsChoice.Choose(["config.json", "pytorch_model.bin"], null))),
            "there are only shards of .bin" => bare.With(
                ModelFileNames.FolderManifest, FolderManifest.Write(WeightsChoice.Choose(["config.json", "pytorch_model.bin.index.json", "pytorch_model-00001-of-00002.bin"], null))),
            "the project names a file that is not there" => bare.With(ModelFileNames.FolderManifest, FolderManifest.Write(WeightsChoice.Choose(["model.safetensors"], "onnx/model.onnx"))),
            "there are two files and neither is the usual one" => bare.With(ModelFileNames.FolderManifest, FolderManifest.Write(WeightsChoice.Choose(["a.onnx", "b.onnx"], null))),
            "the weights are a Git LFS pointer" => Broken("model.safetensors", LfsProblem()),
            _ => throw new ArgumentOutOfRangeException(nameof(mistake)),
        };

        TinyModel Tensors(Func<TensorEntry, TensorEntry?> change) => bare.With(ModelFileNames.WeightsManifest, TinyModel.WeightsText(TinyModel.Encoder(), change));

        TinyModel Broken(string file, ModelFormatException problem, string? chosen = null) => bare
            .With(ModelFileNames.FolderManifest, FolderManifest.Write(WeightsChoice.Choose([chosen ?? file], null)))
            .With(ModelFileNames.WeightsManifest, new WeightsManifest(file, null, problem).ToText());
    }

    /// <summary>What the reader says of a pointer.</summary>
    private static ModelFormatException LfsProblem()
    {
        byte[] pointer = [.. "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 231508\n"u8];
        return Assert.Throws<ModelFormatException>(() => Formats.Safetensors.SafetensorsReader.Read(new MemoryStream(pointer), "model.safetensors"));
    }

    private static TinyModel Model(string name) => name switch
    {
        "Embedder" => new TinyModel(),
        nameof(TinyModel.Bare) => TinyModel.Bare,
        nameof(TinyModel.Classifier) => TinyModel.Classifier,
        nameof(TinyModel.Tagger) => TinyModel.Tagger,
        nameof(TinyModel.Ranker) => TinyModel.Ranker,
        nameof(TinyModel.Answerer) => TinyModel.Answerer,
        nameof(TinyModel.Filler) => TinyModel.Filler,
        nameof(TinyModel.Generator) => TinyModel.Generator,
        nameof(TinyModel.Translator) => TinyModel.Translator,
        nameof(TinyModel.WithPromptsAndDense) => TinyModel.WithPromptsAndDense,
        "roberta" => OfFamily(name, "\"pad_token_id\": 1"),
        "electra" => OfFamily(name, "\"embedding_size\": 4"),
        "albert" => OfFamily(name, "\"num_hidden_groups\": 1"),
        "modernbert" => OfFamily(name, "\"attention_bias\": false"),
        "deberta-v2" => OfFamily(name, "\"relative_attention\": true, \"pos_att_type\": [\"c2p\"]"),
        "deberta-v2-classes" => OfFamily(
            "deberta-v2",
            "\"architectures\": [\"DebertaV2ForSequenceClassification\"],\n  \"pooler_hidden_size\": 8, \"pooler_hidden_act\": \"gelu\"",
            new HeadSpec { Kind = HeadKind.SequenceClassification, Outputs = 2, Tokens = HeadTokens.First, DenseSize = 8, Activation = Activation.Gelu }),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    /// <summary>An encoder of another family, with the same sizes; its own keys stand on line 12.</summary>
    private static TinyModel OfFamily(string family, string keys, HeadSpec? head = null)
    {
        string config = TinyModel.Config.Replace("\"bert\"", $"\"{family}\"", StringComparison.Ordinal).Replace("\"vocab_size\": 12", $"\"vocab_size\": 12,\n  {keys}", StringComparison.Ordinal);
        EncoderSpec encoder = Family.Find(family)!.ReadSpec(ModelConfig.Read(Config, config)).Spec!;
        return TinyModel.Bare.With(Config, config).With(ModelFileNames.WeightsManifest, TinyModel.WeightsText(encoder, null, head));
    }

    private static void AssertRight(TinyModel model) => Assert.Empty(ModelCompiler.Compile(model.ToFolder(), CancellationToken.None).Findings);

    /// <summary>A width that is wrong may be that of several tensors, each of which is named; nothing else follows.</summary>
    private static void AssertFound(TinyModel model, string expected, string message)
    {
        Finding[] errors = [.. ModelCompiler.Compile(model.ToFolder(), CancellationToken.None).Findings.Where(static finding => finding.IsError)];

        Assert.Equal(expected, $"{errors[0].Id} {errors[0].Prefix}");
        Assert.Contains(message, string.Join("|", errors[0].Arguments), StringComparison.Ordinal);
        Assert.All(errors[1..], other => Assert.Equal((FindingIds.WeightsDoNotFit, errors[0].Id, errors[0].File), (errors[0].Id, other.Id, other.File)));
    }
}
