using Microsoft.Extensions.AI;

namespace Sememe.Extensions.AI.Tests;

public sealed class EmbeddingGeneratorTests(LoadedModels models) : IClassFixture<LoadedModels>
{
    private static readonly string[] s_texts = ["The cat sleeps on the window sill.", "", "Interest rates rose again this week.", "naïve café 日本", "The cat sleeps on the window sill."];

    [Fact]
    public async Task Vectors_are_the_models_bit_for_bit_in_the_order_of_the_texts()
    {
        float[] expected = new float[s_texts.Length * MiniLm.Dimensions];
        models.MiniLm.Embed(s_texts, expected);

        GeneratedEmbeddings<Embedding<float>> embeddings = await models.MiniLm.AsEmbeddingGenerator().GenerateAsync(s_texts);

        Assert.Equal(expected, embeddings.SelectMany(static embedding => embedding.Vector.ToArray()));
    }

    [Fact]
    public async Task Vector_of_one_text_is_the_models_bit_for_bit()
    {
        MiniLm.Vector expected = models.MiniLm.Embed(s_texts[0]);

        ReadOnlyMemory<float> vector = await models.MiniLm.AsEmbeddingGenerator().GenerateVectorAsync(s_texts[0]);

        Assert.Equal(expected.AsSpan().ToArray(), vector.ToArray());
    }

    [Fact]
    public async Task More_texts_than_fit_one_batch_come_in_order()
    {
        string[] texts = [.. Enumerable.Range(0, (EmbeddingBatches.NumbersPerBatch / Prompted.Dimensions) + 3).Select(static i => $"text {i % 7}")];
        float[] expected = new float[texts.Length * Prompted.Dimensions];
        BatchInfo info = models.Prompted.Embed(texts, expected);

        GeneratedEmbeddings<Embedding<float>> embeddings = await models.Prompted.AsEmbeddingGenerator().GenerateAsync(texts);

        Assert.True(expected.AsSpan().SequenceEqual(embeddings.SelectMany(static embedding => embedding.Vector.ToArray()).ToArray()));
        Assert.Equal(info.Tokens, embeddings.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task Usage_counts_the_tokens_of_all_texts()
    {
        GeneratedEmbeddings<Embedding<float>> embeddings = await models.MiniLm.AsEmbeddingGenerator().GenerateAsync(s_texts);

        long expected = s_texts.Sum(static text => MiniLm.Tokenizer.CountTokens(text));
        Assert.Equal(expected, embeddings.Usage!.InputTokenCount);
        Assert.Equal(expected, embeddings.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task No_texts_give_no_vectors()
    {
        GeneratedEmbeddings<Embedding<float>> embeddings = await models.MiniLm.AsEmbeddingGenerator().GenerateAsync([]);

        Assert.Empty(embeddings);
        Assert.Equal(0, embeddings.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task Embeddings_name_their_model()
    {
        Embedding<float> embedding = await models.MiniLm.AsEmbeddingGenerator().GenerateAsync("text");

        Assert.Equal("all-MiniLM-L6-v2", embedding.ModelId);
    }

    [Fact]
    public async Task Fewer_dimensions_are_the_beginning_scaled_to_length_one()
    {
        float[] expected = new float[128];
        VectorQuantization.Truncate(models.MiniLm.Embed(s_texts[0]).AsSpan(), expected);

        ReadOnlyMemory<float> vector = await models.MiniLm.AsEmbeddingGenerator().GenerateVectorAsync(s_texts[0], new() { Dimensions = 128 });

        Assert.Equal(expected, vector.ToArray());
    }

    [Fact]
    public void Dimensions_that_the_model_does_not_have_are_an_error()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => { _ = models.MiniLm.AsEmbeddingGenerator().GenerateAsync(["text"], new() { Dimensions = 385 }); });

        Assert.StartsWith("The options ask for 385 dimensions, the model 'all-MiniLM-L6-v2' has 1 to 384.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_models_name_is_an_error()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => { _ = models.MiniLm.AsEmbeddingGenerator().GenerateAsync(["text"], new() { ModelId = "text-embedding-3-small" }); });

        Assert.StartsWith("The options ask for the model 'text-embedding-3-small', this one is 'all-MiniLM-L6-v2'.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query", Prompted.Prompt.Query)]
    [InlineData("passage", Prompted.Prompt.Passage)]
    [InlineData("", Prompted.Prompt.None)]
    public async Task Prompt_is_put_before_the_text(string name, Prompted.Prompt prompt)
    {
        float[] expected = models.Prompted.Embed("words of a text", prompt).AsSpan().ToArray();

        ReadOnlyMemory<float> vector = await models.Prompted.AsEmbeddingGenerator().GenerateVectorAsync("words of a text", new EmbeddingGenerationOptions().WithPrompt(name));

        Assert.Equal(expected, vector.ToArray());
    }

    [Fact]
    public async Task Requests_options_come_before_the_generators_defaults()
    {
        EmbeddingGenerator<Prompted> queries = models.Prompted.AsEmbeddingGenerator(new EmbeddingGenerationOptions { Dimensions = 4 }.WithPrompt("query"));
        float[] query = new float[4];
        VectorQuantization.Truncate(models.Prompted.Embed("text", Prompted.Prompt.Query).AsSpan(), query);
        float[] passage = new float[4];
        VectorQuantization.Truncate(models.Prompted.Embed("text", Prompted.Prompt.Passage).AsSpan(), passage);

        Assert.Equal(query, (await queries.GenerateVectorAsync("text")).ToArray());
        Assert.Equal(passage, (await queries.GenerateVectorAsync("text", new EmbeddingGenerationOptions().WithPrompt("passage"))).ToArray());
        Assert.Equal(4, queries.Metadata.DefaultModelDimensions);
    }

    [Fact]
    public void Unknown_prompts_are_an_error_that_lists_the_known()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => models.Prompted.AsEmbeddingGenerator(new EmbeddingGenerationOptions().WithPrompt("question")));
        ArgumentException without = Assert.Throws<ArgumentException>(() => models.MiniLm.AsEmbeddingGenerator(new EmbeddingGenerationOptions().WithPrompt("query")));

        Assert.StartsWith("The options ask for the prompt 'question', the model 'tiny-sentences' has 'query', 'passage'.", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("The options ask for the prompt 'query', the model 'all-MiniLM-L6-v2' has no prompts.", without.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prompt_that_is_no_text_is_an_error()
    {
        EmbeddingGenerationOptions options = new() { AdditionalProperties = new() { [EmbeddingPrompts.Key] = Prompted.Prompt.Query } };

        ArgumentException error = Assert.Throws<ArgumentException>(() => models.Prompted.AsEmbeddingGenerator(options));

        Assert.StartsWith("The options ask for the prompt Prompt.Query; expected its name in the model folder, a string.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_too_long_is_the_models_error()
    {
        string text = string.Join(' ', Enumerable.Repeat("word", MiniLm.MaxTokens));

        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => models.MiniLm.AsEmbeddingGenerator().GenerateAsync([text]));

        Assert.Equal(Assert.Throws<ArgumentException>(() => models.MiniLm.Embed(new[] { text }, new float[MiniLm.Dimensions])).Message, error.Message);
    }

    [Fact]
    public void Missing_texts_are_an_error_with_their_place()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => { _ = models.MiniLm.AsEmbeddingGenerator().GenerateAsync(["a", null!]); });

        Assert.StartsWith("The text with the number 1 is null.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_that_was_cancelled_before_does_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => models.MiniLm.AsEmbeddingGenerator().GenerateAsync(s_texts, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Cancellation_reaches_the_batch_that_runs()
    {
        using CancellationTokenSource source = new();
        CancellingModel model = new(source);

        Task<GeneratedEmbeddings<Embedding<float>>> task = model.AsEmbeddingGenerator().GenerateAsync(s_texts, cancellationToken: source.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.True(task.IsCanceled);
    }

    [Fact]
    public void Metadata_names_provider_model_and_dimensions()
    {
        EmbeddingGeneratorMetadata metadata = ((IEmbeddingGenerator<string, Embedding<float>>)models.MiniLm.AsEmbeddingGenerator()).GetRequiredService<EmbeddingGeneratorMetadata>();

        Assert.Equal(("sememe", "all-MiniLM-L6-v2", 384), (metadata.ProviderName, metadata.DefaultModelId, metadata.DefaultModelDimensions));
    }

    [Fact]
    public void Model_and_tokenizer_are_found_behind_the_generator()
    {
        EmbeddingGenerator<MiniLm> generator = models.MiniLm.AsEmbeddingGenerator();

        Assert.Same(models.MiniLm, generator.GetService(typeof(MiniLm)));
        Assert.Same(MiniLm.Tokenizer, generator.GetService(typeof(Tokenizer)));
        Assert.Same(generator, generator.GetService(typeof(IEmbeddingGenerator<string, Embedding<float>>)));
        Assert.Null(generator.GetService(typeof(MiniLm), "key"));
        Assert.Null(generator.GetService(typeof(Prompted)));
    }

    [Fact]
    public async Task Disposing_the_generator_leaves_the_model()
    {
        EmbeddingGenerator<MiniLm> generator = models.MiniLm.AsEmbeddingGenerator();

        generator.Dispose();

        Assert.Equal(MiniLm.Dimensions, (await models.MiniLm.AsEmbeddingGenerator().GenerateVectorAsync("text")).Length);
    }
}
