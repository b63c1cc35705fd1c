using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>How one vector is made of a sequence's last hidden states.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum PoolingMode
{
    /// <summary>The mean over all tokens, special tokens included (Reimers and Gurevych 2019).</summary>
    Mean,

    /// <summary>The first token's state.</summary>
    Cls,

    /// <summary>The largest value of each dimension.</summary>
    Max,

    /// <summary>The sum over all tokens, divided by the square root of their number.</summary>
    MeanSqrtLength,

    /// <summary>The mean over all tokens, the first with weight 1, the second with weight 2, and so on (Muennighoff 2022).</summary>
    WeightedMean,

    /// <summary>The last token's state.</summary>
    LastToken,
}
