using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>What stands on top of the encoder, as data: tokens → (Dense → activation → norm) → outputs. Every family's heads are of this form.</summary>
/// <remarks>Additive only, as <see cref="EncoderSpec"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record HeadSpec
{
    /// <summary>What the outputs mean.</summary>
    public required HeadKind Kind { get; init; }

    /// <summary>Numbers per row: labels, 2 for answers, rows of the vocabulary.</summary>
    public required int Outputs { get; init; }

    /// <summary>Which hidden states go in.</summary>
    public HeadTokens Tokens { get; init; }

    /// <summary>Width of the layer before the outputs; 0 when there is none.</summary>
    public int DenseSize { get; init; }

    /// <summary>False when that layer has no bias.</summary>
    public bool HasDenseBias { get; init; } = true;

    /// <summary>What follows that layer; null for nothing.</summary>
    public Activation? Activation { get; init; }

    /// <summary>Added to the variance inside the norm that follows; 0 when there is no norm.</summary>
    public float NormEpsilon { get; init; }

    /// <summary>False when that norm has a gain only.</summary>
    public bool HasNormBias { get; init; } = true;

    /// <summary>True when the matrix of the outputs is the word embedding table.</summary>
    public bool IsTied { get; init; }

    /// <summary>False when the outputs have no bias.</summary>
    public bool HasOutputBias { get; init; } = true;

    /// <summary>Id of the padding token, for <see cref="HeadTokens.LastWithoutPadding"/>; −1 for none.</summary>
    public int PadTokenId { get; init; } = -1;

    /// <summary>Width of a row that goes into the output layer.</summary>
    internal int OutputDepth(int hiddenSize) => DenseSize > 0 ? DenseSize : hiddenSize;
}
