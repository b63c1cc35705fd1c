using System.Runtime.CompilerServices;

namespace Sememe.Tokenization.Models;

/// <summary>A token of a word in a cache: its id, where it ends in the word, and what is known of the word.</summary>
/// <remarks><code>bits 0–22 id   23–27 end   28 <see cref="Plain"/>   29 <see cref="Certain"/>   31 <see cref="Absent"/></code></remarks>
internal static class PackedToken
{
    public const uint IdMask = (1 << EndShift) - 1;

    /// <summary>Of the first token: these are the tokens as they are written; otherwise unknown ones are pieces that may be one with their neighbours.</summary>
    public const uint Plain = 1 << 28;

    /// <summary>Of the first token: these are the word's tokens inside longer ones too, where a text may be cut before and behind it.</summary>
    public const uint Certain = 1 << 29;

    /// <summary>There is no token.</summary>
    public const uint Absent = 1u << 31;

    private const int EndShift = 23;
    private const uint EndMask = 31;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Id(uint token) => (int)(token & IdMask);

    /// <summary>Where the token ends in its word, in bytes; 0 where nobody asks.</summary>
    public static int End(uint token) => (int)(token >> EndShift & EndMask);

    /// <summary>Packs the tokens of a word.</summary>
    /// <param name="ids">Their ids, below 2^23.</param>
    /// <param name="lengths">Their bytes; none where nobody asks for ends.</param>
    /// <param name="marks">What is known of the word.</param>
    /// <param name="tokens">Receives as many.</param>
    public static void Pack(ReadOnlySpan<int> ids, ReadOnlySpan<int> lengths, uint marks, Span<uint> tokens)
    {
        int end = 0;
        for (int i = 0; i < ids.Length; i++)
        {
            end += lengths.IsEmpty ? 0 : lengths[i];
            tokens[i] = (uint)ids[i] | (uint)end << EndShift | marks;
        }
    }

    /// <summary>Appends ids, as far as there is room. Returns the number of all.</summary>
    public static int Append(ReadOnlySpan<uint> tokens, Span<int> ids, int count)
    {
        for (int i = 0; i < tokens.Length && (uint)(count + i) < (uint)ids.Length; i++)
        {
            ids[count + i] = Id(tokens[i]);
        }

        return count + tokens.Length;
    }
}
