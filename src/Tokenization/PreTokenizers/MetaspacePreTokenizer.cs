using System.Runtime.InteropServices;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.PreTokenizers;

/// <summary>Metaspace among other steps, before any model: writes a mark for every blank and, if the scheme says so, one in front; cuts before marks.</summary>
/// <remarks><code>u32 scheme   u32 cuts   u32 length of the mark   u8 × mark</code></remarks>
internal sealed class MetaspacePreTokenizer : PreTokenizer
{
    private readonly MetaspaceScheme _scheme;
    private readonly bool _cuts;
    private readonly byte[] _mark;

    public MetaspacePreTokenizer(TableBlob tables, TableSection parameters)
    {
        ReadOnlySpan<byte> section = tables.Slice(parameters);
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(section.Slice(0, 12));
        _scheme = (MetaspaceScheme)numbers[0];
        _cuts = numbers[1] != 0;
        _mark = section.Slice(12, numbers[2]).ToArray();
    }

    public override bool Rewrites => true;

    public override bool NeedsPlaces => _scheme == MetaspaceScheme.First;

    public override void Rewrite(NormalizedText text, int start, int end, NormalizedText destination)
    {
        ReadOnlySpan<byte> source = text.Bytes.AsSpan(0, end);
        bool isMarked = source[start] == ' ' || source.Slice(start).StartsWith(_mark);
        if (!isMarked && (_scheme == MetaspaceScheme.Always || (_scheme == MetaspaceScheme.First && text.SourceOf(start, start + 1).Start == 0)))
        {
            WriteMark(destination, start, Utf8.LengthOf(source[start]));
        }

        while (start < end)
        {
            int blank = source.Slice(start).IndexOf((byte)' ');
            int count = blank < 0 ? end - start : blank;
            destination.Reserve(count);
            source.Slice(start, count).CopyTo(destination.Bytes.AsSpan(destination.End));
            if (count > 0)
            {
                destination.AlignCopy(destination.End, start, count);
            }

            destination.End += count;
            start += count;
            if (blank >= 0)
            {
                WriteMark(destination, start++, 1);
            }
        }
    }

    public override bool Next(NormalizedText text, SplitBatch batch)
    {
        int count = 0;
        while (batch.Position < batch.End && count < SplitBatch.Capacity)
        {
            int start = batch.Position;
            int skip = text.Bytes[start] == _mark[0] ? 1 : 0;
            int next = _cuts ? text.Bytes.AsSpan(start + skip, batch.End - start - skip).IndexOf(_mark) : -1;
            batch.Position = next < 0 ? batch.End : start + skip + next;
            batch.Starts[count] = start;
            batch.Ends[count++] = batch.Position;
        }

        batch.Count = count;
        return count > 0;
    }

    private void WriteMark(NormalizedText destination, int from, int units)
    {
        destination.Reserve(_mark.Length);
        _mark.CopyTo(destination.Bytes, destination.End);
        destination.Align(destination.End, from, _mark.Length, units);
        destination.End += _mark.Length;
    }
}
