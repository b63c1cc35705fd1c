namespace Sememe.Tokenization.Pipeline;

/// <summary>What one call needs while it runs.</summary>
internal sealed class EncodeScratch(object? modelMemory)
{
    private readonly NormalizedText?[] _rewritten = new NormalizedText?[2];
    private SplitList? _splits;
    private SplitList? _nextSplits;

    /// <summary>The caller's text.</summary>
    public SourceText Source { get; } = new();

    /// <summary>The stretch of it that is worked on.</summary>
    public NormalizedText Piece { get; } = new();

    /// <summary>What odd normalizers write.</summary>
    public NormalizedText Normalized { get; } = new();

    /// <summary>What even normalizers write.</summary>
    public NormalizedText Other { get; } = new();

    /// <summary>Splits on their way from a pre-tokenizer.</summary>
    public SplitBatch Batch { get; } = new();

    /// <summary>Splits between pre-tokenizers.</summary>
    public SplitList Splits => _splits ??= new();

    /// <summary>Those of the next pre-tokenizer.</summary>
    public SplitList NextSplits => _nextSplits ??= new();

    /// <summary>Tokens of the first text.</summary>
    public TokenBuffer First { get; } = new();

    /// <summary>Tokens of the second text.</summary>
    public TokenBuffer Second { get; } = new();

    /// <summary>What the model asked for (see <see cref="Models.Model.CreateMemory"/>).</summary>
    public object? ModelMemory { get; } = modelMemory;

    /// <summary>What the pre-tokenizer with this number writes.</summary>
    public NormalizedText Rewritten(int step) => _rewritten[step % 2] ??= new();

    /// <summary>Gives back what an exceptional text needed.</summary>
    public void Shrink()
    {
        Source.Shrink();
        Piece.Shrink();
        Normalized.Shrink();
        Other.Shrink();
        _rewritten[0]?.Shrink();
        _rewritten[1]?.Shrink();
        _splits?.Shrink();
        _nextSplits?.Shrink();
        First.Shrink();
        Second.Shrink();
    }
}
