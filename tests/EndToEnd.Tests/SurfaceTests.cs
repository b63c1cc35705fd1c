namespace Sememe.EndToEnd.Tests;

/// <summary>What a user of a generated sentence-embedding model sees.</summary>
public sealed class SurfaceTests : IClassFixture<SurfaceTests.Fixture>
{
    private static readonly string s_long = string.Join(' ', Enumerable.Repeat("word", 400));

    private readonly MiniLm _model;

    public SurfaceTests(Fixture fixture) => _model = fixture.Model;

    [Fact]
    public void Constants_are_those_of_the_files()
    {
        Assert.Equal(384, MiniLm.Dimensions);
        Assert.Equal(256, MiniLm.MaxTokens);
        Assert.Equal(30522, MiniLm.VocabularySize);
        Assert.Equal(6, MiniLm.Layers);
        Assert.Equal((0, 100, 101, 102, 103), (MiniLm.SpecialTokens.Pad, MiniLm.SpecialTokens.Unk, MiniLm.SpecialTokens.Cls, MiniLm.SpecialTokens.Sep, MiniLm.SpecialTokens.Mask));
    }

    [Fact]
    public void Vectors_have_length_one_and_compare_by_value()
    {
        MiniLm.Vector vector = _model.Embed("The river bank.");
        MiniLm.Vector same = _model.Embed("The river bank.");
        MiniLm.Vector other = _model.Embed("The savings bank.");

        Assert.Equal(1, vector.Dot(vector), 5);
        Assert.Equal(vector, same);
        Assert.Equal(vector.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(vector, other);
        Assert.InRange(vector.CosineSimilarity(other), 0.1f, 0.95f);
    }

    [Fact]
    public void A_text_that_is_too_long_throws_with_the_number_of_tokens()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => _model.Embed(s_long));

        Assert.Contains("402 tokens", exception.Message, StringComparison.Ordinal);
        Assert.Contains("256", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncation_is_reported()
    {
        using MiniLm model = MiniLm.Load(new LoadOptions { Truncate = true });
        float[] vector = new float[MiniLm.Dimensions];

        EmbedInfo info = model.Embed(s_long, vector);
        BatchInfo batch = model.Embed(["short", s_long], new MiniLm.Vector[2]);

        Assert.Equal((256, 146), (info.Tokens, info.Dropped));
        Assert.Equal((2, 1, 146L), (batch.Texts, batch.Truncated, batch.Dropped));
    }

    [Fact]
    public void A_batch_names_the_text_that_is_too_long()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => _model.Embed(["short", s_long], new MiniLm.Vector[2]));

        Assert.Contains("Text 1 ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_destination_that_is_too_small_throws_with_the_size_needed()
    {
        float[] small = [.. Enumerable.Repeat(0f, 383)]; // of a length that SEM101 does not know

        Assert.Contains("384", Assert.Throws<ArgumentException>(() => _model.Embed("a", small)).Message, StringComparison.Ordinal);
        Assert.Contains("768", Assert.Throws<ArgumentException>(() => _model.Embed(["a", "b"], [.. small, .. small])).Message, StringComparison.Ordinal);
        Assert.Contains("3 vectors of 384", Assert.Throws<ArgumentException>(() => _model.Contextualize("a b c", new float[1], new TextRange[9])).Message, StringComparison.Ordinal);
        Assert.Contains("3 places", Assert.Throws<ArgumentException>(() => _model.Contextualize("a b c", new float[9 * 384], new TextRange[2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_merge_their_tokens_and_know_their_place()
    {
        const string Text = "Embeddings of  unaffable words.";

        using TokenVectors words = _model.Contextualize(Text, new() { Unit = ContextUnit.Word });
        using TokenVectors tokens = _model.Contextualize(Text);

        Assert.Equal(["Embeddings", "of", "unaffable", "words", "."], words.Offsets.ToArray().Select(static range => Text[range.Start..range.End]));
        Assert.Equal(2, words.IndexOf("unaffable"));
        Assert.Equal(-1, words.IndexOf("Unaffable"));
        Assert.Equal(2, words.IndexOf("Unaffable", comparison: StringComparison.OrdinalIgnoreCase));
        Assert.True(tokens.Count > words.Count);

        // em ##bed ##ding ##s: the word is the mean of its tokens.
        int pieces = tokens.Offsets.ToArray().Count(static range => range.End <= "Embeddings".Length);
        float[] mean = new float[MiniLm.Dimensions];
        for (int piece = 0; piece < pieces; piece++)
        {
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += tokens[piece][i] / pieces;
            }
        }

        Assert.All(mean.Zip(words[0].ToArray()), static pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void A_mean_of_layers_is_the_mean_of_the_layers()
    {
        using TokenVectors mean = _model.Contextualize("river bank", new() { Layers = LayerMix.Mean(^2..) });
        using TokenVectors fifth = _model.Contextualize("river bank", new() { Layers = LayerMix.Layer(^2) });
        using TokenVectors sixth = _model.Contextualize("river bank", new() { Layers = LayerMix.Layer(6) });

        for (int i = 0; i < mean.Rows.Length; i++)
        {
            Assert.Equal((fifth.Rows[i] + sixth.Rows[i]) / 2, mean.Rows[i], 1e-5f);
        }
    }

    [Fact]
    public void A_layer_that_does_not_exist_throws_with_those_that_do() =>
        Assert.Contains("1 to 6", Assert.Throws<ArgumentException>(() => _model.Contextualize("a", new() { Layers = LayerMix.Layer(7) }).Dispose()).Message, StringComparison.Ordinal);

    [Fact]
    public void The_same_word_is_nearer_to_itself_in_the_same_sense()
    {
        MiniLm.Vector river = Bank("We sat on the bank of the river and watched the boats.");
        MiniLm.Vector flood = Bank("The river overflowed its bank after the heavy rain.");
        MiniLm.Vector money = Bank("She opened an account at the bank to save money.");

        Assert.True(river.CosineSimilarity(flood) > river.CosineSimilarity(money) + 0.05f);
    }

    [Fact]
    public void Vectors_that_were_disposed_of_cannot_be_read()
    {
        TokenVectors tokens = _model.Contextualize("a b c");
        tokens.Dispose();
        tokens.Dispose();

        bool thrown = false;
        try
        {
#pragma warning disable SEM112 // the mistake is what is tested
            _ = tokens[0];
#pragma warning restore SEM112
        }
        catch (ObjectDisposedException)
        {
            thrown = true;
        }

        Assert.True(thrown);
    }

    [Fact]
    public void Progress_counts_texts_and_cancellation_ends_the_batch()
    {
        string[] texts = [.. Enumerable.Repeat(string.Join(' ', Enumerable.Repeat("word", 100)), 24)];
        MiniLm.Vector[] vectors = new MiniLm.Vector[texts.Length];
        Reports reports = new();
        _model.Embed(texts, vectors, reports);

        using CancellationTokenSource source = new();
        CancelAfterFirst cancel = new(source);

        Assert.Equal(texts.Length, reports.Seen[^1]);
        Assert.Equal(reports.Seen.Order(), reports.Seen);
        Assert.Throws<OperationCanceledException>(() => _model.Embed(texts, vectors, cancel, source.Token));
        Assert.InRange(cancel.Done, 1, texts.Length - 1);
    }

    [Fact]
    public void A_disposed_model_throws_and_disposing_waits_for_calls_in_flight()
    {
        MiniLm model = MiniLm.Load();
        string[] texts = [.. Enumerable.Repeat(string.Join(' ', Enumerable.Repeat("word", 200)), 16)];
        MiniLm.Vector[] vectors = new MiniLm.Vector[texts.Length];
        using ManualResetEventSlim running = new();
        Thread batch = new(() => model.Embed(texts, vectors, new SignalFirst(running)));
        batch.Start();
        running.Wait();

        model.Dispose();

        Assert.True(batch.Join(1000));
        Assert.NotEqual(default, vectors[^1]);
        Assert.Throws<ObjectDisposedException>(() => model.Embed("a"));
        Assert.Throws<ObjectDisposedException>(() => model.Contextualize("a").Dispose());
        model.Dispose();
    }

    [Fact]
    public void Generic_code_can_use_any_model() => Assert.Equal(_model.Embed("text").AsSpan().ToArray(), EmbedWith(_model, "text"));

    [Fact]
    public void A_null_text_in_a_batch_is_named() =>
        Assert.Contains("Text 1 is null", Assert.Throws<ArgumentException>(() => _model.Embed(["a", null!], new MiniLm.Vector[2])).Message, StringComparison.Ordinal);

    private static float[] EmbedWith<TModel>(TModel model, string text)
        where TModel : IEmbeddingModel<TModel>
    {
        float[] vector = new float[TModel.Dimensions];
        model.Embed(text, vector);
        return vector;
    }

    private MiniLm.Vector Bank(string text)
    {
        using TokenVectors words = _model.Contextualize(text, new() { Unit = ContextUnit.Word });
        return MiniLm.Vector.From(words[words.IndexOf("bank")]);
    }

    public sealed class Fixture : IDisposable
    {
        public MiniLm Model { get; } = MiniLm.Load();

        public void Dispose() => Model.Dispose();
    }

    private sealed class Reports : IProgress<int>
    {
        public List<int> Seen { get; } = [];

        public void Report(int value) => Seen.Add(value);
    }

    private sealed class CancelAfterFirst(CancellationTokenSource source) : IProgress<int>
    {
        public int Done { get; private set; }

        public void Report(int value)
        {
            Done = value;
            source.Cancel();
        }
    }

    private sealed class SignalFirst(ManualResetEventSlim signal) : IProgress<int>
    {
        public void Report(int value) => signal.Set();
    }
}
