using System.Runtime.InteropServices;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.PreTokenizers.Scanners;
using Sememe.Tokenization.Tables;
#if NET
using System.Runtime.Intrinsics;
using Sememe.Tokenization.PreTokenizers.Blocks;
#endif

namespace Sememe.Tokenization.PreTokenizers;

/// <summary>Split: cuts where a pattern matches. Whitespace, WhitespaceSplit, Punctuation, Digits and CharDelimiterSplit are this with patterns of their own.</summary>
/// <remarks><code>i32 <see cref="ScannerKind"/>   i32 its option   i32 <see cref="SplitBehavior"/>   i32 1 when what stands between matches counts as match   its parameters</code></remarks>
internal sealed class SplitPreTokenizer(Scanner scanner, SplitBehavior behavior, bool invert) : PreTokenizer
{
    private const int HeaderLength = 16;

    // Splits that one match may complete: the one before it, what stands before it, itself.
    private const int MostAtOnce = 3;

    /// <summary>Opens the step; with the pattern of GPT-2 or cl100k it works by blocks where the machine can.</summary>
    /// <exception cref="InvalidDataException">A scanner that this version does not know.</exception>
    public static PreTokenizer Create(TableBlob tables, TableSection parameters, bool vectorized)
    {
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(tables.Slice(parameters).Slice(0, HeaderLength));
        Scanner scanner = Scanner.Create((ScannerKind)numbers[0], numbers[1], tables, new TableSection(parameters.Offset + HeaderLength, parameters.Length - HeaderLength));
        SplitBehavior behavior = (SplitBehavior)numbers[2];
        bool invert = numbers[3] != 0;
#if NET
        if (vectorized && Vector256.IsHardwareAccelerated && behavior == SplitBehavior.Isolated && !invert)
        {
            switch (scanner)
            {
                case Gpt2Scanner gpt2:
                    return new Gpt2Blocks(gpt2);
                case Cl100kScanner cl100k:
                    return new Cl100kBlocks(cl100k);
            }
        }
#else
        _ = vectorized;
#endif
        return new SplitPreTokenizer(scanner, behavior, invert);
    }

    public override bool Next(NormalizedText text, SplitBatch batch)
    {
        batch.Count = 0;
        byte[] bytes = text.Bytes;
        while (batch.Position < batch.End && batch.Count <= SplitBatch.Capacity - MostAtOnce)
        {
            bool found = scanner.TryFind(bytes, batch.Position, batch.End, out int start, out int end);
            if (start > batch.Position)
            {
                Take(batch, start, isMatch: invert);
            }

            if (found)
            {
                Take(batch, end, isMatch: !invert);
            }
        }

        if (batch.Position >= batch.End)
        {
            Flush(batch);
        }

        return batch.Count > 0;
    }

    /// <summary>Takes the text from the batch's position on, as a match or as what stands between matches.</summary>
    private void Take(SplitBatch batch, int end, bool isMatch)
    {
        bool isOpen = batch.Open >= 0;
        bool wasMatch = batch.Carry.Word != 0;
        bool joins = isOpen && behavior switch
        {
            SplitBehavior.Contiguous => isMatch == wasMatch,
            SplitBehavior.MergedWithPrevious => isMatch && !wasMatch,
            SplitBehavior.MergedWithNext => !isMatch && wasMatch,
            _ => false,
        };
        if (!joins)
        {
            Flush(batch);
            batch.Open = behavior == SplitBehavior.Removed && isMatch ? -1 : batch.Position;
        }

        batch.Carry = new SplitCarry { Word = isMatch ? 1u : 0 };
        batch.Position = end;
    }

    /// <summary>Completes the split that is open; it ends at the batch's position.</summary>
    private static void Flush(SplitBatch batch)
    {
        if (batch.Open >= 0)
        {
            batch.Starts[batch.Count] = batch.Open;
            batch.Ends[batch.Count++] = batch.Position;
            batch.Open = -1;
        }
    }
}
