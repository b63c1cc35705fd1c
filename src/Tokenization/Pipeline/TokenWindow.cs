namespace Sememe.Tokenization.Pipeline;

/// <summary>The tokens [Start, Start + Count) of a sequence.</summary>
internal readonly record struct TokenWindow(int Start, int Count)
{
    /// <summary>0 for the part that stays, then those that overflow.</summary>
    public int Number { get; init; }

    public int End => Start + Count;
}
