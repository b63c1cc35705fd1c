using Sememe.Testing;

namespace Sememe.Generator.Tests.Models;

/// <summary>Model folder → generated class → result of a text, against transformers and sentence-transformers, on both backends.</summary>
public sealed class ModelTests
{
    private const float ScoreTolerance = 1e-5f;
    private const float VectorTolerance = 1e-5f;

    private static readonly string[] s_texts = ["The bank of the river.", "naïve café — 東京 😀", "a", string.Join(' ', Enumerable.Repeat("many words", 60))];

    public static TheoryData<string, Backend, string?> Classifiers => On(
        "bert-seqcls", "bert-multilabel", "distilbert-seqcls", "roberta-seqcls", "gpt2-seqcls", "modernbert-seqcls", "albert-seqcls", "xlm-roberta-seqcls");

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Classifiers))]
    public void Texts_and_pairs_have_the_labels_of_the_reference(string model, Backend backend, string? weights)
    {
        GoldenModel goldens = GoldenModel.Read(model);
        using IClassifier classifier = SharedModel.Load<IClassifier>(model, backend, DriverSources.Classifier, null, weights);
        bool isMultiLabel = model == "bert-multilabel";
        foreach (GoldenModel.Case golden in goldens.Cases)
        {
            float[] logits = goldens.Tensor(golden, "logits");
            double[] expected = isMultiLabel ? [.. logits.Select(static logit => 1 / (1 + Math.Exp(-logit)))] : GoldenModel.Softmax(logits);

            (string best, float[] scores) = classifier.Classify(golden.Text, golden.Pair);

            AssertClose(expected, scores, ScoreTolerance, golden.Name);
            Assert.Equal(isMultiLabel ? s_multiLabels[GoldenModel.IndexOfMax(logits)] : s_labels[GoldenModel.IndexOfMax(logits)], best);
        }
    }

    [SharedTheory]
    [InlineData("bert-seqcls")]
    [InlineData("gpt2-seqcls")]
    public void A_texts_scores_do_not_depend_on_its_batch(string model)
    {
        using IClassifier classifier = SharedModel.Load<IClassifier>(model, Backend.Simd, DriverSources.Classifier);
        string[] texts = [.. Enumerable.Range(0, 40).Select(static i => s_texts[i % 4] + i)];

        Assert.Equal(texts.SelectMany(text => classifier.Classify(text, null).Scores), classifier.ClassifyAll(texts).SelectMany(static scores => scores));
    }

    public static TheoryData<string, Backend, string?> Regressions => On("bert-regression");

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Regressions))]
    public void Values_are_those_of_the_reference(string model, Backend backend, string? weights)
    {
        GoldenModel goldens = GoldenModel.Read(model);
        using IPredictor predictor = SharedModel.Load<IPredictor>(model, backend, DriverSources.Predictor, null, weights);
        foreach (GoldenModel.Case golden in goldens.Cases)
        {
            AssertClose([goldens.Tensor(golden, "logits")[0]], [predictor.Predict(golden.Text, golden.Pair)], goldens.Tolerance, golden.Name);
        }
    }

    [SharedFact]
    public void A_cross_encoder_scores_and_ranks_pairs()
    {
        GoldenModel goldens = GoldenModel.Read("bert-regression");
        GoldenModel.Case pair = goldens.Cases.First(static golden => golden.Pair is not null);
        using IScorer scorer = LoadScorer();
        string[] texts = [pair.Pair!, .. s_texts, "Everyone has the right to life."];

        float[] scores = scorer.ScoreAll(pair.Text, texts);
        RankedText[] best = scorer.Rerank(pair.Text, texts, 3);

        AssertClose([1 / (1 + Math.Exp(-goldens.Tensor(pair, "logits")[0]))], [scorer.Score(pair.Text, pair.Pair!)], ScoreTolerance, pair.Name);
        Assert.Equal(texts.Select(text => scorer.Score(pair.Text, text)), scores);
        Assert.Equal(scores.Select(static (score, i) => new RankedText(i, score)).OrderByDescending(static text => text.Score).Take(3), best);
    }

    public static TheoryData<string, Backend, string?> Taggers => On("bert-tokencls", "roberta-tokencls", "xlm-roberta-tokencls");

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Taggers))]
    public void Tokens_have_the_labels_of_the_reference_and_parts_those_of_its_pipeline(string model, Backend backend, string? weights)
    {
        GoldenModel goldens = GoldenModel.Read(model);
        using ITagger tagger = SharedModel.Load<ITagger>(model, backend, DriverSources.Tagger, null, weights);
        foreach (GoldenModel.Case golden in goldens.Cases)
        {
            (string Label, double Score, TextRange Range)[] expected = ExpectedTags(golden, goldens.Tensor(golden, "logits"));

            (string Label, float Score, TextRange Range)[] tags = tagger.Tag(golden.Text);
            (string Entity, float Score, TextRange Range)[] parts = tagger.Recognize(golden.Text);

            Assert.Equal(expected.Select(static tag => (tag.Label, tag.Range)), tags.Select(static tag => (tag.Label, tag.Range)));
            AssertClose([.. expected.Select(static tag => tag.Score)], [.. tags.Select(static tag => tag.Score)], ScoreTolerance, golden.Name);
            (string Label, double Score, TextRange Range)[] groups = [.. ExpectedGroups(expected)];
            Assert.Equal(groups.Select(static part => (part.Label, part.Range)), parts.Select(static part => (part.Entity, part.Range)));
            AssertClose([.. groups.Select(static part => part.Score)], [.. parts.Select(static part => part.Score)], ScoreTolerance, golden.Name);
        }
    }

    public static TheoryData<string, Backend, string?> Answerers => On("bert-qa", "distilbert-qa", "roberta-qa");

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Answerers))]
    public void Answers_are_those_of_the_references_logits(string model, Backend backend, string? weights)
    {
        GoldenModel goldens = GoldenModel.Read(model);
        using IAnswerer answerer = SharedModel.Load<IAnswerer>(model, backend, DriverSources.Answerer, null, weights);
        AnswerOptions options = new() { AllowNoAnswer = true, TokenBoundaries = true };
        foreach (GoldenModel.Case golden in goldens.Cases.Where(static golden => golden.Pair is { Length: > 0 } && !golden.IsTruncated))
        {
            (TextRange Range, double Score)[] expected = [.. ExpectedAnswers(golden, goldens.Tensor(golden, "start_logits"), goldens.Tensor(golden, "end_logits"))];

            Answer[] answers = answerer.Answer(golden.Text, golden.Pair!, 3, options);

            Assert.Equal(expected.Take(3).Select(static answer => answer.Range), answers.Select(static answer => answer.Range));
            AssertClose([.. expected.Take(3).Select(static answer => answer.Score)], [.. answers.Select(static answer => answer.Score)], ScoreTolerance, golden.Name);
        }
    }

    [SharedFact]
    public void An_answer_in_a_long_context_is_found_in_the_window_that_holds_it()
    {
        using IAnswerer answerer = SharedModel.Load<IAnswerer>("bert-qa", Backend.Simd, DriverSources.Answerer);
        string context = string.Join(' ', Enumerable.Range(0, 60).Select(static i => $"Everyone has the right number {i}."));

        Answer[] answers = answerer.Answer("What has everyone?", context, 5, new AnswerOptions { Stride = 8 });

        Assert.Equal(5, answers.Length);
        Assert.Equal(answers.OrderByDescending(static answer => answer.Score), answers);
        Assert.Equal(5, answers.Select(static answer => answer.Range).Distinct().Count());
        Assert.All(answers, answer => Assert.True(answer.IsThere && answer.Range.End <= context.Length));
    }

    public static TheoryData<string, Backend, string?> Fillers => On("bert-mlm", "roberta-mlm", "albert-mlm");

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Fillers))]
    public void Gaps_are_filled_as_the_reference_does(string model, Backend backend, string? weights)
    {
        GoldenModel goldens = GoldenModel.Read(model);
        using IFiller filler = SharedModel.Load<IFiller>(model, backend, DriverSources.Filler, null, weights);
        int mask = model switch { "bert-mlm" => 8, "albert-mlm" => 4, _ => goldens.Cases[0].Ids.Max() };
        foreach (GoldenModel.Case golden in goldens.Cases.Where(golden => golden.Pair is null && golden.Ids.Contains(mask)))
        {
            float[] logits = goldens.Tensor(golden, "logits");
            int width = logits.Length / golden.Ids.Length;
            int[] gaps = [.. golden.Ids.Index().Where(token => token.Item == mask).Select(static token => token.Index)];

            (FillInfo info, TokenScore[] best) = filler.Fill(golden.Text, 5 * gaps.Length);

            Assert.Equal(gaps.Length, info.Masks);
            for (int gap = 0; gap < gaps.Length; gap++)
            {
                double[] expected = GoldenModel.Softmax(logits.AsSpan(gaps[gap] * width, width));
                int[] order = [.. Enumerable.Range(0, width).OrderByDescending(id => expected[id]).Take(5)];
                Assert.Equal(order, best.Skip(5 * gap).Take(5).Select(static guess => guess.TokenId));
                AssertClose([.. order.Select(id => expected[id])], [.. best.Skip(5 * gap).Take(5).Select(static guess => guess.Score)], 5 * ScoreTolerance, golden.Name);
            }
        }
    }

    public static TheoryData<string, Backend, string?> Embedders => OnSafetensors("st-mean", "st-cls", "st-max", "st-meansqrt", "st-weightedmean", "st-dense", "st-lasttoken", "st-prompts");

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Embedders))]
    public void Sentence_vectors_are_those_of_sentence_transformers(string model, Backend backend, string? weights)
    {
        GoldenModel goldens = GoldenModel.Read(model);
        using IEmbedder embedder = LoadEmbedder(model, backend, weights);
        foreach (GoldenModel.Case golden in goldens.Cases)
        {
            AssertClose([.. goldens.Tensor(golden, "sentence_embedding").Select(static x => (double)x)], embedder.Embed(golden.Text, golden.Prompt), VectorTolerance, golden.Name);
        }
    }

    [SharedFact]
    public void A_prompts_tokens_are_left_out_of_pooling_where_the_file_says_so()
    {
        GoldenModel goldens = GoldenModel.Read("st-prompts");
        using IEmbedder embedder = SharedModel.Load<IEmbedder>(
            "st-prompts", Backend.Simd, DriverSources.Embedder.Replace("WITH_PROMPT_OR_NOT", WithPrompt, StringComparison.Ordinal),
            static config => config.Replace("\"include_prompt\": true", "\"include_prompt\": false", StringComparison.Ordinal));
        foreach (GoldenModel.Case golden in goldens.Cases.Where(static golden => golden.Text.Length > 0))
        {
            float[] states = goldens.Tensor(golden, "last_hidden_state");
            int width = states.Length / golden.Ids.Length;
            int prompt = golden.Prompt switch { "passage" => 7, "none" => 0, _ => 5 }; // prompt_length of the golden file
            double[] mean = [.. Enumerable.Range(0, width).Select(i => Enumerable.Range(prompt, golden.Ids.Length - prompt).Average(token => (double)states[(token * width) + i]))];
            double norm = Math.Sqrt(mean.Sum(static x => x * x));

            AssertClose([.. mean.Select(x => x / norm)], embedder.Embed(golden.Text, golden.Prompt), VectorTolerance, golden.Name);
        }
    }

    [SharedTheory]
    [InlineData("st-dense")]
    [InlineData("st-weightedmean")]
    public void A_texts_vector_does_not_depend_on_its_batch(string model)
    {
        using IEmbedder embedder = LoadEmbedder(model, Backend.Simd, null);
        string[] texts = [.. Enumerable.Range(0, 40).Select(static i => s_texts[i % 4] + i)];

        Assert.Equal(texts.SelectMany(text => embedder.Embed(text, null)), embedder.EmbedAll(texts).SelectMany(static vector => vector));
    }

    private static readonly string[] s_labels = ["negative", "neutral", "positive"];

    private static readonly string[] s_multiLabels = ["law", "work", "home", "school", "faith"];

    private static readonly string[] s_tags = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"];

    private const string WithPrompt = """
        (prompt switch
        {
            "default" => _model.Embed(text),
            "query" => _model.Embed(text, Model.Prompt.Query),
            "passage" => _model.Embed(text, Model.Prompt.Passage),
            _ => _model.Embed(text, Model.Prompt.None),
        }).ToArray()
        """;

    internal static IEmbedder LoadEmbedder(string model, Backend backend, string? weights) => SharedModel.Load<IEmbedder>(
        model, backend, DriverSources.Embedder.Replace("WITH_PROMPT_OR_NOT", model == "st-prompts" ? WithPrompt : "_model.Embed(text).ToArray()", StringComparison.Ordinal), null, weights);

    internal static IScorer LoadScorer() => SharedModel.Load<IScorer>(
        "bert-regression", Backend.Simd, DriverSources.Scorer, static config => config.Replace("\"problem_type\": \"regression\",", "", StringComparison.Ordinal));

    private static TheoryData<string, Backend, string?> On(params string[] models)
    {
        TheoryData<string, Backend, string?> data = OnSafetensors(models);
        foreach (string model in models)
        {
            data.Add(model, Backend.OnnxRuntime, "onnx/model.onnx");
        }

        return data;
    }

    private static TheoryData<string, Backend, string?> OnSafetensors(params string[] models)
    {
        TheoryData<string, Backend, string?> data = [];
        foreach (string model in models)
        {
            data.Add(model, Backend.Simd, null);
            data.Add(model, Backend.OnnxRuntime, null);
        }

        return data;
    }

    private static (string Label, double Score, TextRange Range)[] ExpectedTags(GoldenModel.Case golden, float[] logits) =>
    [
        .. from token in golden.SequenceIds.Index()
           where token.Item >= 0
           let row = logits.AsSpan(token.Index * s_tags.Length, s_tags.Length).ToArray()
           let best = GoldenModel.IndexOfMax(row)
           select (s_tags[best], GoldenModel.Softmax(row)[best], golden.Offsets[token.Index]),
    ];

    /// <summary>group_entities of transformers' pipeline, word for word.</summary>
    private static IEnumerable<(string Label, double Score, TextRange Range)> ExpectedGroups((string Label, double Score, TextRange Range)[] tokens)
    {
        List<(string Label, double Score, TextRange Range)> group = [];
        foreach ((string Label, double Score, TextRange Range) token in tokens.Append(("B-end", 0, default)))
        {
            if (group.Count > 0 && (Bare(token.Label) != Bare(group[^1].Label) || token.Label.StartsWith("B-", StringComparison.Ordinal)))
            {
                if (Bare(group[0].Label) != "O")
                {
                    yield return (Bare(group[0].Label), group.Average(static t => t.Score), new TextRange(group[0].Range.Start, group[^1].Range.End));
                }

                group.Clear();
            }

            group.Add(token);
        }

        static string Bare(string label) => label.Length > 1 ? label[2..] : label;
    }

    /// <summary>Every part of the context of at most fifteen tokens, and no answer, the best first.</summary>
    private static IEnumerable<(TextRange Range, double Score)> ExpectedAnswers(GoldenModel.Case golden, float[] starts, float[] ends)
    {
        int[] wanted = [0, .. golden.SequenceIds.Index().Where(static token => token.Item == 1).Select(static token => token.Index)];
        double[] start = GoldenModel.Softmax([.. wanted.Select(token => starts[token])]);
        double[] end = GoldenModel.Softmax([.. wanted.Select(token => ends[token])]);
        List<(TextRange Range, double Score)> answers = [(default, start[0] * end[0])];
        for (int first = 1; first < wanted.Length; first++)
        {
            for (int last = first; last < Math.Min(wanted.Length, first + 15); last++)
            {
                answers.Add((new TextRange(golden.Offsets[wanted[first]].Start, golden.Offsets[wanted[last]].End), start[first] * end[last]));
            }
        }

        return answers.OrderByDescending(static answer => answer.Score);
    }

    private static void AssertClose(double[] expected, float[] actual, double tolerance, string name)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{name}: {actual[i]} at {i}, expected {expected[i]}");
        }
    }
}
