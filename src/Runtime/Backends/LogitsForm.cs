namespace Sememe.Backends;

/// <summary>What logits a network's own graph gives.</summary>
internal enum LogitsForm
{
    /// <summary>None: it ends in hidden states.</summary>
    None,

    /// <summary>[sequences × outputs].</summary>
    PerSequence,

    /// <summary>[tokens × outputs].</summary>
    PerToken,

    /// <summary>[2 × tokens]: all begins of an answer, then all ends.</summary>
    StartAndEnd,
}
