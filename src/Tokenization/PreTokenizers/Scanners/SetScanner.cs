using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.PreTokenizers.Scanners;

/// <summary>So many characters of a set: <c>\s+</c>, <c>\d{1,3}</c>, <c>[A-Z]</c>.</summary>
/// <remarks><code>i32 fewest   i32 most   then a <see cref="TwoStageTable"/> of bytes: 1 for members</code></remarks>
internal sealed class SetScanner : Scanner
{
    public const int HeaderLength = 8;

    private readonly TableBlob _tables;
    private readonly TableSection _set;
    private readonly int _fewest;
    private readonly int _most;

    public SetScanner(TableBlob tables, TableSection parameters)
    {
        _tables = tables;
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(tables.Slice(parameters).Slice(0, HeaderLength));
        _fewest = numbers[0];
        _most = numbers[1];
        _set = new TableSection(parameters.Offset + HeaderLength, parameters.Length - HeaderLength);
    }

    public override bool TryFind(byte[] text, int from, int end, out int matchStart, out int matchEnd)
    {
        ref byte set = ref MemoryMarshal.GetReference(_tables.Slice(_set));
        ref byte bytes = ref MemoryMarshal.GetReference(text.AsSpan());
        int at = from;
        while (at < end)
        {
            matchStart = at;
            int count = 0;
            int length = 0;
            while (count < _most && at < end && TwoStageTable.ReadByte(ref set, Utf8.Decode(ref Unsafe.Add(ref bytes, at), out length)) != 0)
            {
                at += length;
                count++;
            }

            if (count >= _fewest)
            {
                matchEnd = at;
                return true;
            }

            // A run that is too short at one place is too short at the places in it as well.
            at += count == 0 ? length : 0;
        }

        matchStart = end;
        matchEnd = end;
        return false;
    }
}
