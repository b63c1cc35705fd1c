namespace Sememe.Encoders;

/// <summary>A thread's place among those that compute a block together; the default is that of a thread alone, whose part is everything.</summary>
/// <param name="team">The team; null alone.</param>
/// <param name="whole">Where the block's rows are; what is needed between them is in the member's own workspace.</param>
/// <param name="member">0 for the calling thread.</param>
internal readonly struct TeamPlace(EncoderTeam? team, Workspace whole, int member)
{
    /// <summary>Where the block's rows are; null alone, whose own workspace has them.</summary>
    public Workspace? Whole => whole;

    /// <summary>True for the thread that the call came on.</summary>
    public bool IsCaller => member == 0;

    /// <summary>The member's part of some rows or heads, all parts as equal as possible.</summary>
    public (int First, int Count) PartOf(int count)
    {
        if (team is null)
        {
            return (0, count);
        }

        int first = (int)((long)count * member / team.Members);
        return (first, (int)((long)count * (member + 1) / team.Members) - first);
    }

    /// <summary>Waits for the others.</summary>
    public void Meet() => team?.Meet();
}
