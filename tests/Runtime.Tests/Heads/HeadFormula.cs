namespace Sememe.Runtime.Tests.Heads;

/// <summary>A head as transformers' source has it: names of its modules, and what comes after the first of them.</summary>
/// <param name="Model">A folder of the shared ones, without a head.</param>
/// <param name="Architecture">The class.</param>
/// <param name="Prefix">What that class puts before the names of the encoder.</param>
/// <param name="Output">The last linear layer; with <see cref="IsTied"/> its bias alone.</param>
public sealed record HeadFormula(string Model, string Architecture, string Prefix, string Output)
{
    /// <summary>The linear layer before; null for none.</summary>
    public string? Dense { get; init; }

    /// <summary>False when that layer has no bias.</summary>
    public bool HasDenseBias { get; init; } = true;

    /// <summary><c>tanh</c>, <c>relu</c> or <c>gelu</c>.</summary>
    public string Activation { get; init; } = "gelu";

    /// <summary>The LayerNorm after it; null for none.</summary>
    public string? Norm { get; init; }

    /// <summary>False when that norm has a gain only.</summary>
    public bool HasNormBias { get; init; } = true;

    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; init; } = 1e-12;

    /// <summary>The word embeddings as the last matrix, by the name that the folder has; null for a matrix of its own.</summary>
    public string? Embeddings { get; init; }

    /// <summary>More members of config.json.</summary>
    public string Config { get; init; } = "";

    /// <summary>True when only the first token's state goes in.</summary>
    public bool IsOfFirstToken => Architecture.EndsWith("ForSequenceClassification", StringComparison.Ordinal);

    /// <summary>True when the word embeddings are the last matrix.</summary>
    public bool IsTied => Embeddings is not null;

    /// <summary>As test names show it.</summary>
    public override string ToString() => Architecture + (Config.Length > 0 ? " " + Config : "");
}
