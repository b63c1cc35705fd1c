using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Models;

/// <summary>Where the first character of a piece leads in a trie, in one look-up instead of one for each of its bytes.</summary>
/// <remarks>
/// Each byte's look-up waits for the one before, and pieces of most scripts are one or two characters long. An entry is worked out when its character
/// is first met, so that tokenizers start without it and only the pages of scripts that occur are ever touched. Threads may do so at the same time:
/// they write the same number, at once.
/// </remarks>
/// <param name="root">Base of the children of the node where pieces start; 0 when there are none.</param>
internal sealed class FirstCharacters(uint root)
{
    /// <summary>What <see cref="Unit"/> gives for a character that no piece starts with; a unit cannot be this, since it has no value and no children.</summary>
    public const uint None = 1;

    /// <summary>The planes in which scripts lie: what pieces of words are made of.</summary>
    private const uint Characters = 0x20000;

    // Units of the trie by code point; 0: not worked out yet.
    private readonly uint[] _units = new uint[Characters];

    /// <summary>The unit of the node that the character leads to, or <see cref="None"/>.</summary>
    /// <param name="trie">A <see cref="DoubleArray"/>; always the same.</param>
    /// <param name="text">The text.</param>
    /// <param name="length">Bytes of the character.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Unit(ref byte trie, ref byte text, out int length)
    {
        uint character = Utf8.Decode(ref text, out length);
        if (character >= Characters)
        {
            return Walk(ref trie, ref text, length);
        }

        uint unit = Unsafe.Add(ref MemoryMarshal.GetReference(_units.AsSpan()), (nint)character);
        return unit != 0 ? unit : _units[character] = Walk(ref trie, ref text, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint Walk(ref byte trie, ref byte text, int length)
    {
        uint position = root;
        uint unit = None;
        for (int i = 0; i < length; i++)
        {
            uint label = Unsafe.Add(ref text, i) + 1u;
            unit = DoubleArray.Read(ref trie, position + label);
            if ((unit & DoubleArray.LabelMask) != label || root == 0)
            {
                return None;
            }

            position = unit >> DoubleArray.BaseShift;
        }

        return unit;
    }
}
