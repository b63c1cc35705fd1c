using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>Where a transformer layer has its LayerNorms.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum NormPlacement
{
    /// <summary>After each residual sum (Vaswani et al. 2017).</summary>
    After,

    /// <summary>Before attention and before the feed-forward layer; the network ends with one more (Xiong et al. 2020).</summary>
    Before,
}
