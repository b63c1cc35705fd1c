#if NET
using System.Numerics;
using System.Runtime.CompilerServices;
using Sememe.Tokenization.PreTokenizers.Scanners;

namespace Sememe.Tokenization.PreTokenizers.Blocks;

/// <summary><see cref="Cl100kScanner"/> by blocks.</summary>
internal sealed class Cl100kBlocks(Cl100kScanner scanner) : BlockPreTokenizer(scanner)
{
    private readonly int _mostDigits = scanner.MostDigits;

    protected override bool IsPlain(in BlockMasks masks) => !(masks.HasWideWhite | masks.HasWideNumbers);

    protected override ulong FindStarts(in BlockMasks masks, ref byte block, int available, out int limit)
    {
        ulong letters = masks.Letters;
        ulong white = masks.White;
        ulong newlines = masks.Newlines;
        ulong symbols = masks.Symbols;
        ulong blanks = white & ~newlines; // white characters that may stand before letters

        // Symbols with the blank before them; a symbol alone, or any white character but a line end, stands before letters.
        ulong symbolStarts = symbols & ~(symbols << 1) & ~(masks.Blanks << 1);
        ulong narrow = symbolStarts & ~(masks.WideSymbols2 | masks.WideSymbols3 | masks.WideSymbols4);
        ulong beforeLetters = narrow << 1 | (symbolStarts & masks.WideSymbols2) << 2 | (symbolStarts & masks.WideSymbols3) << 3
            | (symbolStarts & masks.WideSymbols4) << 4 | blanks << 1;
        ulong starts = symbolStarts | (letters & ~(letters << 1) & ~beforeLetters) | NumberStarts(masks.Numbers);

        // Line ends behind symbols belong to them. Elsewhere white space goes to its last line end, and then but for its last character.
        ulong afterSymbols = newlines + (newlines & symbols << 1);
        ulong visibleNext = (~white & masks.Valid) >> 1;
        starts |= newlines & ~(white << 1) & ~(symbols << 1);
        starts |= blanks & (~(white << 1) | visibleNext | (afterSymbols & ~newlines));
        ulong afterNewlines = blanks & newlines << 1 & ~starts;
        while (afterNewlines != 0)
        {
            int at = BitOperations.TrailingZeroCount(afterNewlines);
            afterNewlines &= afterNewlines - 1;
            int behind = at + BitOperations.TrailingZeroCount(~(blanks >> at));
            starts |= behind < BlockMasks.Length && (newlines >> behind & 1) != 0 ? 0 : 1ul << at;
        }

        // White space at the end of the block may go on behind it.
        limit = BlockMasks.Length - BitOperations.LeadingZeroCount(~white);
        return ApplyContractions(masks.Apostrophes & (symbolStarts | 1), starts, ref block, available);
    }

    private ulong NumberStarts(ulong numbers)
    {
        if (_mostDigits == 1)
        {
            return numbers;
        }

        ulong starts = numbers & ~(numbers << 1);
        if (_mostDigits > BlockMasks.Length)
        {
            return starts;
        }

        // So many digits behind a start is another, if there are that many.
        ulong reaches = numbers;
        for (int i = 1; i <= _mostDigits; i++)
        {
            reaches &= numbers << i;
        }

        for (ulong next = starts << _mostDigits & reaches; next != 0; next = next << _mostDigits & reaches)
        {
            starts |= next;
        }

        return starts;
    }

    private static ulong ApplyContractions(ulong apostrophes, ulong starts, ref byte block, int available)
    {
        while (apostrophes != 0)
        {
            int at = BitOperations.TrailingZeroCount(apostrophes);
            apostrophes &= apostrophes - 1;
            int length = Runs.ContractionOfAnyCase(ref Unsafe.Add(ref block, at), available - at);
            if (length > 0)
            {
                starts = Gpt2Blocks.Contract(starts, at, length, available);
            }
        }

        return starts;
    }
}
#endif
