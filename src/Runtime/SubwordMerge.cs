namespace Sememe;

/// <summary>How a word's vector is made of its tokens' vectors.</summary>
public enum SubwordMerge
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The first token's vector, as for tagging in Devlin et al. 2019, §5.3.</summary>
    First,

    /// <summary>The last token's vector.</summary>
    Last,
}
