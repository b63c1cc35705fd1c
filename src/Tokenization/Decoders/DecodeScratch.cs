namespace Sememe.Tokenization.Decoders;

/// <summary>What one call of a <see cref="DecoderChain"/> needs while it runs.</summary>
internal sealed class DecodeScratch
{
    public TextList First { get; } = new();

    public TextList Second { get; } = new();

    /// <summary>Gives back what an exceptional text needed.</summary>
    public void Shrink()
    {
        First.Shrink();
        Second.Shrink();
    }
}
