namespace Sememe.Extensions.AI.Tests;

/// <summary>A model whose caller cancels while it runs. It has no prompts of its own, as a class that an older generator wrote.</summary>
internal sealed class CancellingModel(CancellationTokenSource source) : IEmbeddingModel<CancellingModel>
{
    public static string Name => "cancelling";

    public static int MaxTokens => 8;

    public static int Dimensions => 2;

    public static int HiddenSize => 2;

    public static Tokenizer Tokenizer => MiniLm.Tokenizer;

    public Backend Backend => Backend.Simd;

    public static CancellingModel Load(LoadOptions? options = null) => throw new NotSupportedException();

    public BatchInfo Embed(ReadOnlySpan<string> texts, Span<float> destination, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        source.Cancel();
        cancellation.ThrowIfCancellationRequested();
        return default;
    }

    public EmbedInfo Embed(ReadOnlySpan<char> text, Span<float> destination) => throw new NotSupportedException();

    public TokenVectors Contextualize(ReadOnlySpan<char> text, ContextOptions options = default) => throw new NotSupportedException();

    public ContextInfo Contextualize(ReadOnlySpan<char> text, Span<float> vectors, Span<TextRange> offsets, ContextOptions options = default) => throw new NotSupportedException();

    public TokenVectors Contextualize(ReadOnlySpan<string> words, ContextOptions options = default) => throw new NotSupportedException();

    public ContextInfo Contextualize(ReadOnlySpan<string> words, Span<float> vectors, ContextOptions options = default) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
