namespace Sememe;

/// <summary>What vectors in context are wanted.</summary>
public readonly record struct ContextOptions
{
    /// <summary>A vector per token, or per word.</summary>
    public ContextUnit Unit { get; init; }

    /// <summary>Which layers; the last hidden state unless said otherwise.</summary>
    public LayerMix Layers { get; init; }

    /// <summary>With <see cref="ContextUnit.Word"/>: how a word's vector is made of its tokens' vectors.</summary>
    public SubwordMerge Subwords { get; init; }

    /// <summary>With <see cref="ContextUnit.Token"/>: special tokens such as <c>[CLS]</c> get rows too, with the empty span [0, 0) as place in the text.</summary>
    public bool SpecialTokens { get; init; }
}
