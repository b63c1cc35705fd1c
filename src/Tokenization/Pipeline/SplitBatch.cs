namespace Sememe.Tokenization.Pipeline;

/// <summary>Splits that a pre-tokenizer has found and the model has not seen yet, as byte ranges of normalized text.</summary>
/// <remarks>A pre-tokenizer works in steps, so that the splits of a long text stay in the first-level cache.</remarks>
internal sealed class SplitBatch
{
    public const int Capacity = 1024;

    /// <summary>Entries that a step may write beyond <see cref="Capacity"/>.</summary>
    public const int Slack = 72;

    /// <summary>Set in the start of a split whose first byte is a mark that a pre-tokenizer added; only models that such a pre-tokenizer is for meet it.</summary>
    public const int AddedMark = int.MinValue;

    public int[] Starts { get; } = new int[Capacity + Slack];

    public int[] Ends { get; } = new int[Capacity + Slack];

    /// <summary>Number of splits that have both a start and an end.</summary>
    public int Count { get; set; }

    /// <summary>First byte that no step has looked at.</summary>
    public int Position { get; set; }

    /// <summary>End of the stretch to split.</summary>
    public int End { get; private set; }

    /// <summary>Start of a split that goes on at <see cref="Position"/>, or -1.</summary>
    public int Open { get; set; }

    /// <summary>What the last block leaves to the next, for pre-tokenizers that work by blocks.</summary>
    public SplitCarry Carry { get; set; }

    /// <summary>Begins with a stretch of normalized text.</summary>
    public void Begin(int start, int end)
    {
        Position = start;
        End = end;
        Open = -1;
        Carry = default;
        Count = 0;
    }
}
