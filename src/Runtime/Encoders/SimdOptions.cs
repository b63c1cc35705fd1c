using Sememe.Kernels;

namespace Sememe.Encoders;

/// <summary>How the SIMD backend runs.</summary>
internal sealed record SimdOptions
{
    /// <summary>The defaults.</summary>
    public static SimdOptions Default { get; } = new();

    /// <summary>Which instruction sets to use.</summary>
    public KernelChoice Kernels { get; init; }

    /// <summary>
    /// Tokens that are worked on together, whole sequences of them: enough to pay for reading the weights, few enough for the second-level
    /// cache. A longer sequence is worked on alone.
    /// </summary>
    public int BlockTokens { get; init; } = 256;

    /// <summary>Threads that one long sequence may be spread over, the caller's included.</summary>
    public int Threads { get; init; } = 1;
}
