#if NET
using System.Numerics;
using System.Runtime.CompilerServices;
using Sememe.Tokenization.PreTokenizers.Scanners;

namespace Sememe.Tokenization.PreTokenizers.Blocks;

/// <summary><see cref="Gpt2Scanner"/> by blocks.</summary>
internal sealed class Gpt2Blocks(Gpt2Scanner scanner) : BlockPreTokenizer(scanner)
{
    protected override bool IsPlain(in BlockMasks masks) => !masks.HasWideWhite;

    protected override ulong FindStarts(in BlockMasks masks, ref byte block, int available, out int limit)
    {
        ulong letters = masks.Letters;
        ulong numbers = masks.Numbers;
        ulong white = masks.White;
        ulong symbols = masks.Symbols;

        // A run of one class, with the blank before it; white space but for its last character, which stays for what follows.
        ulong runs = (letters & ~(letters << 1)) | (numbers & ~(numbers << 1)) | (symbols & ~(symbols << 1));
        ulong starts = (runs & ~(masks.Blanks << 1)) | (white & (~(white << 1) | (~white & masks.Valid) >> 1));
        limit = BlockMasks.Length - 1;
        return ApplyContractions(masks.Apostrophes & (starts | 1), starts, ref block, available);
    }

    private static ulong ApplyContractions(ulong apostrophes, ulong starts, ref byte block, int available)
    {
        while (apostrophes != 0)
        {
            int at = BitOperations.TrailingZeroCount(apostrophes);
            apostrophes &= apostrophes - 1;
            int length = Runs.Contraction(ref Unsafe.Add(ref block, at), available - at);
            if (length > 0)
            {
                starts = Contract(starts, at, length, available);
            }
        }

        return starts;
    }

    /// <summary>The bytes from <paramref name="at"/> are one match, and another starts behind them.</summary>
    public static ulong Contract(ulong starts, int at, int length, int available)
    {
        ulong inside = ((1ul << (length - 1)) - 1) << at << 1;
        int next = at + length;
        return (starts & ~inside) | (next < BlockMasks.Length && next < available ? 1ul << next : 0);
    }
}
#endif
