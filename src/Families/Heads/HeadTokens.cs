using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>Which hidden states of a sequence go into a head.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum HeadTokens
{
    /// <summary>Each token's, one after the other.</summary>
    All,

    /// <summary>The first token's.</summary>
    First,

    /// <summary>The mean of all tokens'.</summary>
    Mean,

    /// <summary>That of the last token that is not <see cref="HeadSpec.PadTokenId"/>; the first token's when all are.</summary>
    LastWithoutPadding,
}
