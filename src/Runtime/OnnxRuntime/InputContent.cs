namespace Sememe.OnnxRuntime;

/// <summary>What an input of a graph takes.</summary>
internal enum InputContent
{
    TokenIds,
    AttentionMask,
    TypeIds,
    PositionIds,

    /// <summary>Characters of words, in place of token ids.</summary>
    Characters,

    /// <summary>Keys or values of the tokens before.</summary>
    Past,

    /// <summary>True when there are tokens before: two graphs in one file, as Optimum merges them.</summary>
    HasPast,
}
