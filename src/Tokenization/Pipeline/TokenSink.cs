namespace Sememe.Tokenization.Pipeline;

/// <summary>Where tokens go: spans that keep what fits and a count of all.</summary>
internal ref struct TokenSink
{
    /// <summary>Token ids; its length is how many tokens are kept.</summary>
    public Span<int> Ids;

    /// <summary>Places in the source; empty when nobody asks.</summary>
    public Span<TextRange> Offsets;

    /// <summary>Numbers of the splits; empty when nobody asks.</summary>
    public Span<int> WordIds;

    /// <summary>Tokens so far, kept or not.</summary>
    public int Count;

    /// <summary>Splits so far.</summary>
    public int Words;

    /// <summary>True when somebody asks for more than ids.</summary>
    public readonly bool IsDetailed => Offsets.Length + WordIds.Length > 0;

    public readonly bool IsFull => Count >= Ids.Length;

    /// <summary>Takes a token when nobody asks for more than ids.</summary>
    public void AddId(int id)
    {
        int index = Count++;
        if ((uint)index < (uint)Ids.Length)
        {
            Ids[index] = id;
        }
    }

    /// <summary>Takes a token of the split with number <see cref="Words"/>.</summary>
    public void Add(int id, TextRange range)
    {
        int index = Count++;
        if ((uint)index < (uint)Ids.Length)
        {
            Ids[index] = id;
        }

        if ((uint)index < (uint)Offsets.Length)
        {
            Offsets[index] = range;
        }

        if ((uint)index < (uint)WordIds.Length)
        {
            WordIds[index] = Words;
        }
    }
}
