using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>Something that happens to a pooled vector.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record SentenceStep
{
    /// <summary>Weights file of a Dense module inside the model folder, with forward slashes; null for a Normalize module, which scales to length 1.</summary>
    public string? Weights { get; init; }

    /// <summary>Width of what goes into a Dense module.</summary>
    public int Inputs { get; init; }

    /// <summary>Width of what comes out of it.</summary>
    public int Outputs { get; init; }

    /// <summary>False when it has no bias.</summary>
    public bool HasBias { get; init; } = true;

    /// <summary>What follows it; null for nothing.</summary>
    public Activation? Activation { get; init; }
}
