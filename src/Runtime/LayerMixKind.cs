namespace Sememe;

/// <summary>How the layers of a <see cref="LayerMix"/> come together.</summary>
internal enum LayerMixKind
{
    Last,
    Mean,
    Sum,
    Concatenation,
    Weighted,
}
