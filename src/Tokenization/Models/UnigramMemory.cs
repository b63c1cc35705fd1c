using System.Buffers;

namespace Sememe.Tokenization.Models;

/// <summary>What <see cref="UnigramModel"/> needs for a call.</summary>
internal sealed class UnigramMemory
{
    private const int MostCuts = 256;
    private const int OwnNodes = 1 << 12;

    // A language has more words that are no pieces than a smaller cache could tell apart; memory that is not used stays untouched.
    private const int BitsOfWords = 15;

    private readonly UnigramNode[] _ownNodes = new UnigramNode[OwnNodes];
    private readonly int[] _ownEnds = new int[OwnNodes];

    public UnigramMemory()
    {
        Nodes = _ownNodes;
        Ends = _ownEnds;
    }

    public UnigramNode[] Nodes { get; private set; }

    /// <summary>Ends of the pieces of the best way, from the last to the first.</summary>
    public int[] Ends { get; private set; }

    /// <summary>Where a split may be cut.</summary>
    public int[] Cuts { get; } = new int[MostCuts];

    /// <summary>Words and parts of words that were seen before.</summary>
    public WordCache Words { get; } = new(BitsOfWords);

    /// <summary>The pieces of the split that is worked on.</summary>
    public PieceList Word { get; } = new(LongWordCache.MaxTokens);

    /// <summary>The pieces of a part of it.</summary>
    public PieceList Part { get; } = new(UnigramModel.LongestPart);

    /// <summary>Makes the best way through the first nodes the part; false when there is a close one.</summary>
    public bool TryCollectPart(int length)
    {
        int count = 0;
        for (int at = length; at > 0; at -= Nodes[at].Length)
        {
            if (Nodes[at].IsClose)
            {
                return false;
            }

            Ends[count++] = at;
        }

        Part.Clear();
        while (count > 0)
        {
            UnigramNode node = Nodes[Ends[--count]];
            Part.Add(node.Id, node.Length);
        }

        return true;
    }

    /// <summary>Makes room for more nodes; the first <paramref name="used"/> keep what they hold, the others are empty.</summary>
    public void Grow(int used)
    {
        UnigramNode[] nodes = ArrayPool<UnigramNode>.Shared.Rent(checked(2 * Nodes.Length));
        int[] ends = ArrayPool<int>.Shared.Rent(nodes.Length);
        Nodes.AsSpan(0, used).CopyTo(nodes);
        nodes.AsSpan(used).Clear();
        Shrink();
        Nodes = nodes;
        Ends = ends;
    }

    /// <summary>Gives back what was rented.</summary>
    public void Shrink()
    {
        if (Nodes != _ownNodes)
        {
            ArrayPool<UnigramNode>.Shared.Return(Nodes);
            ArrayPool<int>.Shared.Return(Ends);
            Nodes = _ownNodes;
            Ends = _ownEnds;
        }
    }
}
