using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>How logits become scores.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ScoreFunction
{
    /// <summary>As they are: values of a regression.</summary>
    Identity,

    /// <summary>Probabilities that add up to 1: one label is right.</summary>
    Softmax,

    /// <summary>A probability for each by itself: any number of labels is right.</summary>
    Sigmoid,
}
