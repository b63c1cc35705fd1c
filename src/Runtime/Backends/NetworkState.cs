namespace Sememe.Backends;

/// <summary>What a causal network remembers of one sequence: keys and values of the tokens so far. Owned by the caller; one call at a time.</summary>
internal abstract class NetworkState : IDisposable
{
    /// <summary>Most tokens.</summary>
    public abstract int Capacity { get; }

    /// <summary>Tokens that have been run.</summary>
    public int Length { get; protected set; }

    /// <summary>Forgets the tokens from one on: the sequence goes on behind those before it.</summary>
    public void Cut(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
    }

    /// <inheritdoc/>
    public abstract void Dispose();
}
