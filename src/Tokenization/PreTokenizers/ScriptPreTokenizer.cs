using System.Runtime.InteropServices;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.PreTokenizers;

/// <summary>UnicodeScripts: cuts where the script changes. Blanks and unassigned characters have none; those before the first script are lost.</summary>
/// <remarks><code>a <see cref="TwoStageTable"/> of bytes: number of the script, 0 for none</code></remarks>
internal sealed class ScriptPreTokenizer(TableBlob tables, TableSection scripts) : PreTokenizer
{
    public override bool Next(NormalizedText text, SplitBatch batch)
    {
        ref byte table = ref MemoryMarshal.GetReference(tables.Slice(scripts));
        byte[] bytes = text.Bytes;
        SplitCarry carry = batch.Carry;
        int count = 0;
        int at = batch.Position;
        while (at < batch.End && count < SplitBatch.Capacity)
        {
            byte script = TwoStageTable.ReadByte(ref table, Utf8.Decode(ref bytes[at], out int length));
            if (script != 0 && script != carry.Word)
            {
                Close(batch, at, ref count);
                batch.Open = at;
                carry.Word = script;
            }

            at += length;
        }

        if (at >= batch.End)
        {
            Close(batch, batch.End, ref count);
        }

        batch.Carry = carry;
        batch.Position = at;
        batch.Count = count;
        return count > 0;
    }

    private static void Close(SplitBatch batch, int end, ref int count)
    {
        if (batch.Open >= 0)
        {
            batch.Starts[count] = batch.Open;
            batch.Ends[count++] = end;
            batch.Open = -1;
        }
    }
}
