using System.Runtime.CompilerServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Models;

/// <summary>Where the first one or two bytes of a character lead in a trie: one look-up in a table that stays in the first-level cache, instead of two steps.</summary>
/// <remarks><code>u32 × <see cref="Length"/>: 1 when the node has a value | base of its children &lt;&lt; 1; 0 where there is no node</code></remarks>
internal static class FirstBytes
{
    public const int Length = Four + 8 * Seconds;

    private const int Seconds = 64;
    private const int Two = 128;
    private const int Three = Two + 32 * Seconds;
    private const int Four = Three + 16 * Seconds;

    /// <summary>The entry for the character at <paramref name="text"/>, and how many of its bytes it stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Find(ref byte table, ref byte text, out int bytes)
    {
        uint lead = text;
        if (lead < 0x80)
        {
            bytes = 1;
            return DoubleArray.Read(ref table, lead);
        }

        bytes = 2;
        return DoubleArray.Read(ref table, Index(lead, Unsafe.Add(ref text, 1)));
    }

    /// <summary>Entry of two bytes that begin a character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Index(uint lead, uint second)
    {
        // 110xxxxx, 1110xxxx, 11110xxx: what is left of the lead counts on behind the entries of shorter characters.
        int start = lead < 0xE0 ? Two - 0xC0 * Seconds : lead < 0xF0 ? Three - 0xE0 * Seconds : Four - 0xF0 * Seconds;
        return (uint)(start + (int)lead * Seconds + (int)(second & (Seconds - 1)));
    }
}
