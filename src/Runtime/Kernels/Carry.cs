namespace Sememe.Kernels;

/// <summary>Parts of four activations that <see cref="CentredRows"/> leaves out of a row's bytes, to be multiplied with the same weights after them.</summary>
internal struct Carry
{
    /// <summary>Which four of the block.</summary>
    public int Step;

    /// <summary>Four signed bytes.</summary>
    public int Values;
}
