namespace Sememe.Generator.Literals;

/// <summary>What of a tokenized text a property holds.</summary>
internal enum LiteralPart
{
    /// <summary>Token ids.</summary>
    TokenIds,

    /// <summary>Which of two texts each token belongs to.</summary>
    TypeIds,
}
