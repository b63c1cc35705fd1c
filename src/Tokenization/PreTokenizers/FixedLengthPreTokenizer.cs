using System.Runtime.InteropServices;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.PreTokenizers;

/// <summary>FixedLength: so many characters at a time.</summary>
/// <remarks><code>i32 characters</code></remarks>
internal sealed class FixedLengthPreTokenizer(TableBlob tables, TableSection parameters) : PreTokenizer
{
    private readonly int _length = MemoryMarshal.Read<int>(tables.Slice(parameters));

    public override bool Next(NormalizedText text, SplitBatch batch)
    {
        int at = batch.Position;
        batch.Count = 0;
        while (at < batch.End && batch.Count < SplitBatch.Capacity)
        {
            batch.Starts[batch.Count] = at;
            for (int i = 0; i < _length && at < batch.End; i++)
            {
                at += Utf8.LengthOf(text.Bytes[at]);
            }

            batch.Ends[batch.Count++] = at;
        }

        batch.Position = at;
        return batch.Count > 0;
    }
}
