using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Finds the pieces of a Unigram vocabulary that are their own best cut, by the sums that the model makes: these the word table may hold.</summary>
internal sealed class BestWhole(uint[] units, UnigramSpec model, CancellationToken cancellation)
{
    private readonly double[] _scores = new double[WordTable.MaxLength + 1];
    private readonly int[] _pieces = new int[WordTable.MaxLength + 1];
    private readonly double _unknownScore = UnigramTables.UnknownScore(model);

    /// <param name="keys">All pieces.</param>
    /// <param name="hasBlankMarks">Splits begin with a blank and hold no other.</param>
    public VocabularyKey[] Choose(VocabularyKey[] keys, bool hasBlankMarks)
    {
        List<VocabularyKey> words = new(keys.Length);
        foreach (VocabularyKey key in keys)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> bytes = key.Bytes;
            if (bytes.Length <= WordTable.MaxLength && key.Value != model.UnknownId
                && (!hasBlankMarks || (bytes[0] == ' ' && bytes.Slice(1).IndexOf((byte)' ') < 0)) && IsBest(bytes))
            {
                words.Add(key);
            }
        }

        return [.. words];
    }

    private bool IsBest(ReadOnlySpan<byte> text)
    {
        ref byte trie = ref MemoryMarshal.GetReference(MemoryMarshal.AsBytes(units.AsSpan()));
        ReadOnlySpan<double> pieceScores = model.Scores.AsSpan();
        _pieces.AsSpan().Fill(-1);
        _scores[0] = 0;
        int character;
        for (int at = 0; at < text.Length; at += character)
        {
            character = Utf8.LengthOf(text[at]);
            bool hasSingle = false;
            uint position = DoubleArray.Root(ref trie);
            for (int next = at; next < text.Length && DoubleArray.TryStep(ref trie, text[next], ref position, out bool hasValue); next++)
            {
                if (hasValue)
                {
                    Offer(next + 1, at, _scores[at] + pieceScores[DoubleArray.ValueAt(ref trie, position)]);
                    hasSingle |= next + 1 - at == character;
                }
            }

            if (!hasSingle)
            {
                Offer(at + character, at, _scores[at] + _unknownScore);
            }
        }

        return _pieces[text.Length] == 0;
    }

    private void Offer(int end, int start, double score)
    {
        if (_pieces[end] < 0 || score > _scores[end])
        {
            _scores[end] = score;
            _pieces[end] = start;
        }
    }
}
