using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Tasks;
using Sememe.CompilerServices;
using Sememe.Formats.Tensors;

namespace Sememe.Compiler.Tests;

/// <summary>What a folder is for, what its labels are called, and what is found wrong with either.</summary>
public sealed class TaskTests
{
    private const string ConfigFile = "config.json";

    [Fact]
    public void An_encoder_without_a_head_gives_vectors_in_context() => Assert.IsType<ContextTask>(Specify(TinyModel.Bare).Task);

    [Fact]
    public void Classes_have_labels_with_names_in_code()
    {
        ClassifyingTask task = Assert.IsType<ClassifyingTask>(Specify(TinyModel.Classifier).Task);

        Assert.Equal([("very bad", "VeryBad"), ("so-so", "SoSo"), ("1 star", "_1Star")], task.Labels.Select(static label => (label.Name, label.Identifier)));
        Assert.Equal(ScoreFunction.Softmax, task.Scores);
        Assert.Equal(3, task.Head!.Outputs);
    }

    [Fact]
    public void Any_number_of_labels_is_right_where_the_problem_type_says_so()
    {
        TinyModel model = TinyModel.Classifier.Replace(ConfigFile, "\"id2label\"", "\"problem_type\": \"multi_label_classification\", \"id2label\"");

        Assert.Equal(ScoreFunction.Sigmoid, Assert.IsType<ClassifyingTask>(Specify(model).Task).Scores);
    }

    [Fact]
    public void One_label_is_a_cross_encoder_with_a_sigmoid_or_what_the_file_says()
    {
        TinyModel other = TinyModel.Ranker.Replace(ConfigFile, "\"id2label\"", "\"sentence_transformers\": {\"activation_fn\": \"torch.nn.modules.linear.Identity\"}, \"id2label\"");

        Assert.Equal(ScoreFunction.Sigmoid, Assert.IsType<ScoringTask>(Specify(TinyModel.Ranker).Task).Scores);
        Assert.Equal(ScoreFunction.Identity, Assert.IsType<ScoringTask>(Specify(other).Task).Scores);
    }

    [Fact]
    public void One_label_of_a_regression_is_a_value()
    {
        ScoringTask task = Assert.IsType<ScoringTask>(Specify(TinyModel.Regression).Task);

        Assert.True(task.IsRegression);
        Assert.Equal(ScoreFunction.Identity, task.Scores);
    }

    [Fact]
    public void Tags_say_what_begins_and_what_belongs_together()
    {
        TaggingTask task = Assert.IsType<TaggingTask>(Specify(TinyModel.Tagger).Task);

        Assert.Equal(["O", "BPer", "IPer"], task.Labels.Select(static label => label.Identifier));
        Assert.Equal(["PER"], task.Entities.Select(static entity => entity.Name));
        Assert.Equal([new TagSpec(false, 0, -1), new TagSpec(true, 1, 0), new TagSpec(false, 1, 0)], task.Tags);
    }

    [Fact]
    public void Answers_and_gaps_have_tasks_of_their_own()
    {
        Assert.IsType<AnsweringTask>(Specify(TinyModel.Answerer).Task);
        Assert.True(Assert.IsType<FillingTask>(Specify(TinyModel.Filler).Task).Head!.IsTied);
    }

    [Fact]
    public void Texts_end_at_the_tokens_that_the_generation_configuration_names_or_else_the_configuration()
    {
        TinyModel other = TinyModel.Generator.With("generation_config.json", """{"eos_token_id": [4, 2]}""");
        TinyModel silent = TinyModel.Generator.With("generation_config.json", "{}");

        GeneratingTask task = Assert.IsType<GeneratingTask>(Specify(TinyModel.Generator).Task);

        Assert.Equal([3], task.EndTokens);
        Assert.True(task.Head!.IsTied);
        Assert.Equal([4, 2], Assert.IsType<GeneratingTask>(Specify(other).Task).EndTokens);
        Assert.Equal([3], Assert.IsType<GeneratingTask>(Specify(silent).Task).EndTokens);
    }

    public static TheoryData<string, string, string> InGeneration => new()
    {
        { """{"eos_token_id": 12}""", "SEM005 generation_config.json(1,18): ", "expected a token id from 0 to 11" },
        { """{"eos_token_id": [2, -1]}""", "SEM005 generation_config.json(1,22): ", "expected a token id from 0 to 11" },
        { """{"eos_token_id": "end"}""", "SEM004 generation_config.json(1,18): ", "a whole number" },
        { """[]""", "SEM004 generation_config.json(1,1): ", "an object" },
    };

    [Theory, MemberData(nameof(InGeneration))]
    public void A_mistake_about_generation_is_found_at_its_place(string text, string expected, string message) =>
        AssertFound(TinyModel.Generator.With("generation_config.json", text), expected, message);

    [Fact]
    public void Outputs_that_are_not_tied_have_a_matrix_of_their_own() => AssertFound(
        TinyModel.Generator.Replace(ConfigFile, "\"eos_token_id\"", "\"tie_word_embeddings\": false, \"eos_token_id\""), "SEM007 model.safetensors: ", "'lm_head.weight' (head output weight), expected one of shape [12 × 8]");

    [Fact]
    public void A_causal_head_of_a_family_without_one_is_not_modelled() => AssertFound(
        TinyModel.Filler.Replace(ConfigFile, "BertForMaskedLM", "BertForCausalLM"), "SEM006 config.json(12,21): ", "not modelled for the architecture \"bert\"");

    [Fact]
    public void Prompts_and_layers_after_the_pooling_are_part_of_sentence_embedding()
    {
        SentenceTask task = Assert.IsType<SentenceTask>(Specify(TinyModel.WithPromptsAndDense).Task);

        Assert.Equal([("Query", "query: "), ("S2pPassage", ""), ("None_2", "x")], task.Prompts.Select(static prompt => (prompt.Identifier, prompt.Text)));
        Assert.Equal(0, task.DefaultPrompt);
        Assert.Equal(4, task.Dimensions);
        Assert.Equal([new SentenceStep { Weights = "2_Dense/model.safetensors", Inputs = 8, Outputs = 4, Activation = Activation.Tanh }], task.Steps);
    }

    [Fact]
    public void Several_poolings_make_longer_vectors()
    {
        SentenceTask task = Assert.IsType<SentenceTask>(Specify(new TinyModel().Replace("1_Pooling/config.json", "tokens\": true", "tokens\": true, \"pooling_mode_cls_token\": true")).Task);

        Assert.Equal([PoolingMode.Cls, PoolingMode.Mean], task.Pooling.Select(static pooling => pooling.Mode));
        Assert.Equal(16, task.Dimensions);
    }

    public static TheoryData<string[], string[]> Labels => new()
    {
        { ["O", "B-PER", "I-PER"], ["O", "BPer", "IPer"] },
        { ["1 star", "2 stars"], ["_1Star", "_2Stars"] },
        { ["LABEL_0", "LABEL_1"], ["Label0", "Label1"] },
        { ["a b", "a-b", "A_B"], ["AB", "AB_2", "AB_3"] },
        { ["class", "new", "void"], ["Class", "New", "Void"] },
        { ["+", "", "😀", "…"], ["Label0", "Label1", "Label2", "Label3"] },
        { ["正面", "négatif", "Größe"], ["正面", "Négatif", "Größe"] },
        { ["NOT_OFFENSIVE", "camelCase", "iOS"], ["NotOffensive", "CamelCase", "IOS"] },
    };

    [Theory, MemberData(nameof(Labels))]
    public void Labels_become_names_by_rules(string[] labels, string[] names) => Assert.Equal(names, LabelIdentifiers.Of(labels).Select(static label => label.Identifier));

    public static TheoryData<string, string, string, string> InLabels => new()
    {
        // replaced, by what, rule and place, part of the message
        { "\"1\": \"so-so\", ", "", "SEM005 config.json(13,38): ", "found label 2 among 2" },
        { "\"1 star\": 2", "\"1 star\": 1", "SEM005 config.json(14,43): ", "expected what \"id2label\" says" },
        { "\"label2id\"", "\"num_labels\": 4, \"label2id\"", "SEM005 config.json(14,17): ", "expected 3, the number of labels" },
        { "\"2\": \"1 star\"", "\"2\": \"1 star\", \"3\": \"2 stars\"", "SEM005 config.json(13,15): ", "'classifier.weight' (head output weight) of shape [3 × 8], expected [4 × 8]" },
        { "\"0\"", "\"zero\"", "SEM004 config.json(13,16): ", "a label's number" },
        { "\"label2id\"", "\"problem_type\": \"ranking\", \"label2id\"", "SEM006 config.json(14,19): ", "single_label_classification" },
        { "\"label2id\"", "\"problem_type\": \"regression\", \"label2id\"", "SEM006 config.json(14,19): ", "3 values at once" },
        { "BertForSequenceClassification", "BertForMultipleChoice", "SEM006 config.json(12,21): ", "…ForMaskedLM" },
        { "BertForSequenceClassification", "BertLMHeadModel", "SEM006 config.json(12,21): ", "is not modelled" },
    };

    [Theory, MemberData(nameof(InLabels))]
    public void A_mistake_about_labels_is_found_at_its_place(string part, string other, string expected, string message) =>
        AssertFound(TinyModel.Classifier.Replace(ConfigFile, part, other), expected, message);

    [Fact]
    public void A_head_that_the_weights_lack_is_named() => AssertFound(
        TinyModel.Classifier.With(ModelFileNames.WeightsManifest, TinyModel.WeightsText(TinyModel.Encoder())), "SEM007 model.safetensors: ", "'pooler.dense.weight' (head weight), expected one of shape [8 × 8]");

    [Fact]
    public void Answers_have_two_logits() => AssertFound(
        TinyModel.Answerer.Replace(ConfigFile, "\"architectures\"", "\"num_labels\": 3, \"architectures\""), "SEM005 config.json(12,17): ", "expected 2, for begin and end");

    [Fact]
    public void An_unknown_activation_of_a_cross_encoder_is_not_modelled() => AssertFound(
        TinyModel.Ranker.Replace(ConfigFile, "\"id2label\"", "\"sbert_ce_default_activation_function\": \"torch.nn.modules.activation.Tanh\", \"id2label\""),
        "SEM006 config.json(13,43): ",
        "Identity and Sigmoid");

    public static TheoryData<string, string, string, string, string> InSentences => new()
    {
        { "config_sentence_transformers.json", "_name\": \"query\"", "_name\": \"question\"", "SEM005 config_sentence_transformers.json(1,90): ", "query, s2p-passage, none" },
        { "config_sentence_transformers.json", "{\"prompts\"", "{\"truncate_dim\": 5, \"prompts\"", "SEM005 config_sentence_transformers.json(1,18): ", "from 1 to 4" },
        { "2_Dense/config.json", "\"in_features\": 8", "\"in_features\": 9", "SEM005 2_Dense/config.json(1,17): ", "expected 8" },
        { "2_Dense/config.json", "\"out_features\": 4", "\"out_features\": 5", "SEM007 2_Dense/model.safetensors: ", "'linear.weight' (head weight) of shape [4 × 8], expected [5 × 8]" },
        { "2_Dense/config.json", "Tanh", "Hardtanh", "SEM006 2_Dense/config.json(1,76): ", "Identity, Tanh, ReLU" },
        { "2_Dense/config.json", "\"in_features\": 8, ", "", "SEM004 2_Dense/config.json(1,1): ", "in_features" },
        { ModelFileNames.FolderManifest, "candidate 2_Dense/model.safetensors\n", "", "SEM003 2_Dense/model.safetensors: ", "pytorch_model.bin is not read" },
    };

    [Theory, MemberData(nameof(InSentences))]
    public void A_mistake_about_sentences_is_found_at_its_place(string file, string part, string other, string expected, string message) =>
        AssertFound(TinyModel.WithPromptsAndDense.Replace(file, part, other), expected, message);

    [Fact]
    public void A_vector_can_be_cut() =>
        Assert.Equal(3, Assert.IsType<SentenceTask>(Specify(TinyModel.WithPromptsAndDense.Replace("config_sentence_transformers.json", "{\"prompts\"", "{\"truncate_dim\": 3, \"prompts\"")).Task).Dimensions);

    [Fact]
    public void A_layer_of_the_wrong_shape_is_found_with_both_shapes() => AssertFound(
        TinyModel.WithPromptsAndDense.With("(build)/2_Dense/weights.txt", TinyModel.DenseWeights(new TensorShape(4, 7))), "SEM007 2_Dense/model.safetensors: ", "of shape [4 × 7], expected [4 × 8]");

    private static ModelSpec Specify(TinyModel model)
    {
        CompiledModel compiled = Compile(model);
        Assert.Empty(compiled.Findings);
        return compiled.Specification!;
    }

    private static CompiledModel Compile(TinyModel model) => ModelCompiler.Compile(model.ToFolder(), CancellationToken.None);

    private static void AssertFound(TinyModel model, string expected, string message)
    {
        Finding finding = Compile(model).Findings[0];
        Assert.Equal(expected, $"{finding.Id} {finding.Prefix}");
        Assert.Contains(message, finding.Arguments[0], StringComparison.Ordinal);
    }
}
