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

    /// <summary>Refuses a call that its state has no room for: a state is memory of one length, for one sequence.</summary>
    public static void RequireRoom(in NetworkCall call)
    {
        if (call.State is { } state && (call.Input.Count != 1 || call.Input.Tokens > state.Capacity - state.Length))
        {
            throw new ArgumentException(
                $"Found {call.Input.Count} sequences of {call.Input.Tokens} tokens, expected one of at most {state.Capacity - state.Length}: the state holds {state.Length} tokens of {state.Capacity}.", nameof(call));
        }
    }

    /// <inheritdoc/>
    public abstract void Dispose();
}
