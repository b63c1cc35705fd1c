using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>How a model translates where nobody says otherwise: what generation_config.json says. Written by generated code.</summary>
/// <remarks>Additive only, as <see cref="EncoderSpec"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TranslationSpec
{
    /// <summary>Token that a translation begins with; not part of it.</summary>
    public required int StartToken { get; init; }

    /// <summary>Tokens of which the last one of a translation that is as long as it may be is one; empty for any token.</summary>
    public IReadOnlyList<int> ForcedEndTokens { get; init; } = [];

    /// <summary>Sequences of tokens that never come, each of at least one token.</summary>
    public IReadOnlyList<IReadOnlyList<int>> BadWords { get; init; } = [];

    /// <summary>Translations that are followed at the same time; 1 takes the best token at every step.</summary>
    public required int Beams { get; init; }

    /// <summary>Most tokens of a translation.</summary>
    public required int MaxNewTokens { get; init; }

    /// <summary>Power of its length that a translation's score is divided by.</summary>
    public double LengthPenalty { get; init; } = 1;

    /// <summary>When a search ends.</summary>
    public EarlyStopping EarlyStopping { get; init; }

    /// <summary>True when what is left of the probabilities after some tokens were excluded adds up to 1 again.</summary>
    public bool Renormalizes { get; init; }
}
