namespace Sememe;

/// <summary>An answer: a part of the context, or that there is none in it.</summary>
/// <param name="Range">Where it stands in the context, in UTF-16 units; empty when there is no answer.</param>
/// <param name="Score">Probability of its begin times probability of its end.</param>
public readonly record struct Answer(TextRange Range, float Score)
{
    /// <summary>False when the model finds no answer in the context.</summary>
    public bool IsThere => Range.Length > 0;

    /// <summary>The answer's text.</summary>
    /// <param name="context">The context that was asked about.</param>
    public ReadOnlySpan<char> Of(ReadOnlySpan<char> context) => Range.Of(context);
}
