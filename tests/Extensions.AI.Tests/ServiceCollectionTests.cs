using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Sememe.Extensions.AI.Tests;

public sealed class ServiceCollectionTests
{
    private static readonly LoadOptions s_simd = new() { Backend = Backend.Simd };

    [Fact]
    public void Model_is_loaded_once_when_first_asked_for()
    {
        int loads = 0;
        using ServiceProvider provider = new ServiceCollection().AddLanguageModel<Prompted>(_ =>
        {
            loads++;
            return s_simd;
        }).BuildServiceProvider();
        Assert.Equal(0, loads);

        Prompted first = provider.GetRequiredService<Prompted>();
        using IServiceScope scope = provider.CreateScope();
        Prompted second = scope.ServiceProvider.GetRequiredService<Prompted>();

        Assert.Same(first, second);
        Assert.Equal(1, loads);
    }

    [Fact]
    public void Model_is_disposed_of_with_the_provider_and_not_with_a_scope()
    {
        Prompted model;
        using (ServiceProvider provider = new ServiceCollection().AddLanguageModel<Prompted>(s_simd).BuildServiceProvider())
        {
            using (IServiceScope scope = provider.CreateScope())
            {
                model = scope.ServiceProvider.GetRequiredService<Prompted>();
            }

            _ = model.Embed("text");
        }

        Assert.Throws<ObjectDisposedException>(() => model.Embed("text"));
    }

    [Fact]
    public void Options_reach_the_model()
    {
        using ServiceProvider provider = new ServiceCollection()
            .AddSingleton(s_simd with { Truncate = true })
            .AddLanguageModel<Prompted>(static services => services.GetRequiredService<LoadOptions>())
            .BuildServiceProvider();
        string text = string.Join(' ', Enumerable.Repeat("word", Prompted.MaxTokens));

        EmbedInfo info = provider.GetRequiredService<Prompted>().Embed(text, new float[Prompted.Dimensions]);

        Assert.True(info.Dropped > 0);
    }

    [Fact]
    public void Each_key_has_a_model_of_its_own()
    {
        using ServiceProvider provider = new ServiceCollection()
            .AddKeyedLanguageModel<Prompted>("whole", s_simd)
            .AddKeyedLanguageModel<Prompted>("cut", (_, key) => s_simd with { Truncate = Equals(key, "cut") })
            .BuildServiceProvider();
        string text = string.Join(' ', Enumerable.Repeat("word", Prompted.MaxTokens));

        Prompted cut = provider.GetRequiredKeyedService<Prompted>("cut");

        Assert.Same(cut, provider.GetRequiredKeyedService<Prompted>("cut"));
        Assert.True(cut.Embed(text, new float[Prompted.Dimensions]).Dropped > 0);
        Assert.Throws<ArgumentException>(() => provider.GetRequiredKeyedService<Prompted>("whole").Embed(text));
        Assert.Null(provider.GetService<Prompted>());
    }

    [Fact]
    public async Task Generator_of_a_registered_model_goes_through_the_pipeline_of_others()
    {
        ServiceCollection services = new();
        services.AddLanguageModel<MiniLm>(s_simd);
        services.AddEmbeddingGenerator(static provider => provider.GetRequiredService<MiniLm>().AsEmbeddingGenerator())
            .ConfigureOptions(static options => options.Dimensions = 64)
            .UseOpenTelemetry();
        await using ServiceProvider provider = services.BuildServiceProvider();
        IEmbeddingGenerator<string, Embedding<float>> generator = provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();

        ReadOnlyMemory<float> vector = await generator.GenerateVectorAsync("text");

        float[] expected = new float[64];
        VectorQuantization.Truncate(provider.GetRequiredService<MiniLm>().Embed("text").AsSpan(), expected);
        Assert.Equal(expected, vector.ToArray());
        Assert.Same(provider.GetRequiredService<MiniLm>(), generator.GetService<MiniLm>());
    }
}
