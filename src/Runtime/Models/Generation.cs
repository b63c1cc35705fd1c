using Sememe.Backends;

namespace Sememe.Models;

/// <summary>The memory of one text that is generated: what the network remembers of it, and its text.</summary>
/// <param name="state">Null where each step runs all tokens.</param>
/// <param name="text">The text.</param>
internal sealed class Generation(NetworkState? state, GeneratedText text) : IDisposable
{
    public NetworkState? State => state;

    public GeneratedText Text => text;

    /// <summary>Begins a new text.</summary>
    public void Begin()
    {
        state?.Cut(0);
        text.Begin();
    }

    /// <inheritdoc/>
    public void Dispose() => state?.Dispose();
}
