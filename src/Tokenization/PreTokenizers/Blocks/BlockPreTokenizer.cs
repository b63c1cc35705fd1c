#if NET
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.PreTokenizers.Scanners;

namespace Sememe.Tokenization.PreTokenizers.Blocks;

/// <summary>A pattern that matches everywhere, by blocks of 64 bytes: where matches start is worked out for all bytes at once.</summary>
/// <remarks>
/// A match depends on nothing before it. So a block starts where a match starts, and the next block where the last match starts that this block decides;
/// nothing is carried over. What the masks cannot express goes through the scanner, match by match.
/// </remarks>
internal abstract class BlockPreTokenizer(CoveringScanner scanner) : PreTokenizer
{
    /// <summary>The last bit that may be a start that is made use of: three bytes behind it are known, which a contraction needs.</summary>
    private const int LastDecided = BlockMasks.Length - 4;

    public sealed override bool Next(NormalizedText text, SplitBatch batch)
    {
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(text.Bytes);
        ref byte classes = ref scanner.Classes;
        int[] starts = batch.Starts;
        int[] ends = batch.Ends;
        int at = batch.Position;
        int end = batch.End;
        int count = 0;
        while (at < end && count <= SplitBatch.Capacity - BlockMasks.Length)
        {
            BlockMasks masks = new(ref Unsafe.Add(ref bytes, at), end - at, ref classes);
            ulong found = IsPlain(masks) ? FindStarts(masks, ref Unsafe.Add(ref bytes, at), end - at, out int limit) | 1 : Undecided(out limit);
            int next = end;
            if (end - at >= BlockMasks.Length)
            {
                limit = Math.Min(limit, LastDecided);
                found &= (2ul << limit) - 1;
                int last = BitOperations.Log2(found | 1);
                if (last == 0)
                {
                    next = AddOneByOne(ref bytes, ref classes, at, end, batch, ref count);
                    at = next;
                    continue;
                }

                next = at + last;
            }
            else if (found == 0)
            {
                at = AddOneByOne(ref bytes, ref classes, at, end, batch, ref count);
                continue;
            }

            // The start of one match is the end of another.
            ulong inner = found & (found - 1);
            int matches = BitPositions.Append(inner, at, ends, count);
            if (next == end && end - at < BlockMasks.Length)
            {
                ends[matches++] = end;
                BitPositions.Append(found, at, starts, count);
            }
            else
            {
                BitPositions.Append(found & ~(1ul << (next - at)), at, starts, count);
            }

            count = matches;
            at = next;
        }

        batch.Position = at;
        batch.Count = count;
        return count > 0;
    }

    /// <summary>False when the block has characters that <see cref="FindStarts"/> does not know how to deal with.</summary>
    protected abstract bool IsPlain(in BlockMasks masks);

    /// <summary>Where matches start.</summary>
    /// <param name="masks">The block, which starts with a match.</param>
    /// <param name="block">Its bytes.</param>
    /// <param name="available">Bytes of the text from here on.</param>
    /// <param name="limit">The last bit that is decided; bits behind it mean nothing unless the text ends in the block.</param>
    protected abstract ulong FindStarts(in BlockMasks masks, ref byte block, int available, out int limit);

    private static ulong Undecided(out int limit)
    {
        limit = 0;
        return 0;
    }

    /// <summary>Match by match to the end of the block at least; returns where the last match ends.</summary>
    private int AddOneByOne(ref byte bytes, ref byte classes, int at, int end, SplitBatch batch, ref int count)
    {
        int to = Math.Min(end, at + BlockMasks.Length);
        while (at < to)
        {
            batch.Starts[count] = at;
            at = scanner.EndOfMatch(ref classes, ref bytes, at, end);
            batch.Ends[count++] = at;
        }

        return at;
    }
}
#endif
