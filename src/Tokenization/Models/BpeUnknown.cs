using System.Runtime.CompilerServices;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Models;

/// <summary>What becomes of characters that have no token.</summary>
internal static class BpeUnknown
{
    /// <summary>Bytes of the unit that merging starts from: a byte, or a character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int UnitLength(byte first, BpeFlags flags) => (flags & BpeFlags.Bytes) != 0 ? 1 : Utf8.LengthOf(first);

    /// <summary>Takes an unknown unit; false when it vanishes, so that its neighbours meet.</summary>
    public static bool TryAdd(BpeTables tables, ref byte unit, int length, BpeMemory memory)
    {
        if (TryAddBytes(tables, ref unit, length, memory))
        {
            return true;
        }

        if (tables.UnknownId < 0)
        {
            return false;
        }

        if ((tables.Flags & BpeFlags.FuseUnknown) == 0)
        {
            Flush(tables, memory);
        }

        memory.Unknown += length;
        return true;
    }

    /// <summary>Makes a token of the unknown text that waits. As in Hugging Face, tokens of bytes do not wait for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Flush(BpeTables tables, BpeMemory memory)
    {
        if (memory.Unknown > 0)
        {
            memory.Add(tables.UnknownId, memory.Unknown);
            memory.Unknown = 0;
        }
    }

    private static bool TryAddBytes(BpeTables tables, ref byte unit, int length, BpeMemory memory)
    {
        if (!tables.HasByteTokens)
        {
            return false;
        }

        for (int i = 0; i < length; i++)
        {
            if (tables.ByteToken(Unsafe.Add(ref unit, i)) < 0)
            {
                return false;
            }
        }

        for (int i = 0; i < length; i++)
        {
            memory.Add(tables.ByteToken(Unsafe.Add(ref unit, i)), 1);
        }

        return true;
    }
}
