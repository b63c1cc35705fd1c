using Sememe.Testing;

namespace Sememe.Generator.Tests.Models;

/// <summary>After the first call no task allocates on the managed heap, with either backend.</summary>
[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    private static readonly string[] s_texts = ["The bank of the river.", "naïve café — 東京 😀", "a", string.Join(' ', Enumerable.Repeat("many words", 60))];

    public static TheoryData<Backend> Backends => [Backend.Simd, Backend.OnnxRuntime];

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Backends))]
    public void Classify_allocates_nothing(Backend backend)
    {
        using IClassifier model = SharedModel.Load<IClassifier>("bert-seqcls", backend, DriverSources.Classifier);
        Assert.Equal(0, model.Allocated(s_texts));
    }

    [SharedFact]
    public void Rerank_allocates_nothing()
    {
        using IScorer model = ModelTests.LoadScorer();
        Assert.Equal(0, model.Allocated("a query", s_texts));
    }

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Backends))]
    public void Recognize_allocates_nothing(Backend backend)
    {
        using ITagger model = SharedModel.Load<ITagger>("bert-tokencls", backend, DriverSources.Tagger);
        Assert.Equal(0, model.Allocated(s_texts));
    }

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Backends))]
    public void Answer_allocates_nothing(Backend backend)
    {
        using IAnswerer model = SharedModel.Load<IAnswerer>("bert-qa", backend, DriverSources.Answerer);
        Assert.Equal(0, model.Allocated("Who is free?", s_texts[3]));
    }

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Backends))]
    public void Fill_allocates_nothing(Backend backend)
    {
        using IFiller model = SharedModel.Load<IFiller>("bert-mlm", backend, DriverSources.Filler);
        Assert.Equal(0, model.Allocated(["All are [MASK] and [MASK].", "[MASK]"]));
    }

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Backends))]
    public void Generate_allocates_nothing(Backend backend)
    {
        using IGenerator model = SharedModel.Load<IGenerator>("gpt2-lm", backend, DriverSources.Generator);
        Assert.Equal(0, model.Allocated(s_texts[..3], new() { MaxNewTokens = 12 }));
        Assert.Equal(0, model.Allocated(s_texts[..3], new() { MaxNewTokens = 12, Temperature = 1, TopP = 0.9f, StopTexts = new[] { "never" } }));
        Assert.Equal(0, model.Allocated(s_texts[..3], new() { MaxNewTokens = 12, Temperature = 1, TopK = 40 }));
    }

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Backends))]
    public void Translate_allocates_nothing(Backend backend)
    {
        using ITranslator model = SharedModel.Load<ITranslator>("marian", backend, DriverSources.Translator);
        Assert.Equal(0, model.Allocated(s_texts, new() { Beams = 1 }));
        Assert.Equal(0, model.Allocated(s_texts, default));
        Assert.Equal(0, model.Allocated(s_texts, new() { Beams = 6, MaxNewTokens = 40, LengthPenalty = 2, EarlyStopping = EarlyStopping.Never }));
    }

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Backends))]
    public void Embed_with_a_layer_after_the_pooling_allocates_nothing(Backend backend)
    {
        using IEmbedder model = ModelTests.LoadEmbedder("st-dense", backend, null);
        Assert.Equal(0, model.Allocated(s_texts));
    }

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Backends))]
    public void Contextualize_allocates_nothing(Backend backend)
    {
        using IContextualizer model = SharedModel.Load<IContextualizer>("bert", backend, DriverSources.Contextualizer);
        Assert.Equal(0, model.Allocated(s_texts, ["words", "that", "are", "given"], new() { Layers = LayerMix.Concatenation(..), Unit = ContextUnit.Word }));
    }
}
