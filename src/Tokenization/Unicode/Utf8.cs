using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sememe.Tokenization.Unicode;

/// <summary>UTF-8 that we wrote ourselves, so it is well formed.</summary>
internal static class Utf8
{
    /// <summary>Most bytes of one code point.</summary>
    public const int MaxLength = 4;

    /// <summary>Bytes of the character that starts with this byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthOf(byte lead) => lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;

    /// <summary>True for every byte of a character but the first.</summary>
    public static bool IsContinuation(byte value) => (sbyte)value < -64;

    /// <summary>The character at <paramref name="text"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Decode(ref byte text, out int length)
    {
        uint lead = text;
        if (lead < 0x80)
        {
            length = 1;
            return lead;
        }

        uint second = Unsafe.Add(ref text, 1) & 0x3Fu;
        if (lead < 0xE0)
        {
            length = 2;
            return (lead & 0x1F) << 6 | second;
        }

        uint third = Unsafe.Add(ref text, 2) & 0x3Fu;
        if (lead < 0xF0)
        {
            length = 3;
            return (lead & 0xF) << 12 | second << 6 | third;
        }

        length = 4;
        return (lead & 7) << 18 | second << 12 | third << 6 | (Unsafe.Add(ref text, 3) & 0x3Fu);
    }

    /// <summary>Writes a code point; four bytes must be writable. Returns how many it takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Encode(uint codePoint, ref byte destination)
    {
        if (codePoint < 0x80)
        {
            destination = (byte)codePoint;
            return 1;
        }

        if (codePoint < 0x800)
        {
            destination = (byte)(0xC0 | codePoint >> 6);
            Unsafe.Add(ref destination, 1) = (byte)(0x80 | (codePoint & 0x3F));
            return 2;
        }

        if (codePoint < 0x10000)
        {
            destination = (byte)(0xE0 | codePoint >> 12);
            Unsafe.Add(ref destination, 1) = (byte)(0x80 | (codePoint >> 6 & 0x3F));
            Unsafe.Add(ref destination, 2) = (byte)(0x80 | (codePoint & 0x3F));
            return 3;
        }

        destination = (byte)(0xF0 | codePoint >> 18);
        Unsafe.Add(ref destination, 1) = (byte)(0x80 | (codePoint >> 12 & 0x3F));
        Unsafe.Add(ref destination, 2) = (byte)(0x80 | (codePoint >> 6 & 0x3F));
        Unsafe.Add(ref destination, 3) = (byte)(0x80 | (codePoint & 0x3F));
        return 4;
    }

    /// <summary>True when the text has more characters than <paramref name="limit"/>.</summary>
    public static bool HasMoreThan(int limit, ReadOnlySpan<byte> text) =>
        HasMoreThan(limit, ref MemoryMarshal.GetReference(text), text.Length);

    /// <summary>True when the text has more characters than <paramref name="limit"/>.</summary>
    public static bool HasMoreThan(int limit, ref byte text, int length)
    {
        if (length <= limit)
        {
            return false;
        }

        int characters = 0;
        for (int i = 0; i < length && characters <= limit; i++)
        {
            characters += IsContinuation(Unsafe.Add(ref text, i)) ? 0 : 1;
        }

        return characters > limit;
    }

    /// <summary>First byte of the character that ends before <paramref name="end"/>.</summary>
    public static int PreviousStart(ReadOnlySpan<byte> text, int end)
    {
        int at = end - 1;
        while (at > 0 && IsContinuation(text[at]))
        {
            at--;
        }

        return at;
    }

    /// <summary>The first byte that is not part of a well-formed character (no overlong forms, no surrogates, nothing beyond U+10FFFF), or -1.</summary>
    public static int FindInvalid(ReadOnlySpan<byte> text)
    {
#if NET
        if (System.Text.Unicode.Utf8.IsValid(text))
        {
            return -1;
        }
#endif
        for (int at = 0; at < text.Length;)
        {
            int length = LengthOfValid(text.Slice(at));
            if (length == 0)
            {
                return at;
            }

            at += length;
        }

        return -1;
    }

    /// <summary>Bytes that one U+FFFD stands for where no well-formed character starts: the longest part that could be the start of one.</summary>
    public static int LengthOfInvalid(ReadOnlySpan<byte> text)
    {
        byte lead = text[0];
        if (lead is < 0xC2 or > 0xF4)
        {
            return 1;
        }

        // A character is cut where the first byte stands that does not fit; all valid continuations of a lead are tried by filling up.
        Span<byte> filled = stackalloc byte[MaxLength];
        int length = LengthOf(lead);
        for (int taken = Math.Min(length - 1, text.Length); taken > 1; taken--)
        {
            filled.Fill(0x80);
            text.Slice(0, taken).CopyTo(filled);
            if (LengthOfValid(filled) == length)
            {
                return taken;
            }
        }

        return 1;
    }

    /// <summary>Bytes of the well-formed character at the start of a text, or 0.</summary>
    public static int LengthOfValid(ReadOnlySpan<byte> text)
    {
        byte lead = text[0];
        if (lead < 0x80)
        {
            return 1;
        }

        int length = LengthOf(lead);
        if (lead < 0xC2 || lead > 0xF4 || text.Length < length)
        {
            return 0;
        }

        (byte least, byte most) = lead switch
        {
            0xE0 => ((byte)0xA0, (byte)0xBF),
            0xED => ((byte)0x80, (byte)0x9F),
            0xF0 => ((byte)0x90, (byte)0xBF),
            0xF4 => ((byte)0x80, (byte)0x8F),
            _ => ((byte)0x80, (byte)0xBF),
        };
        if (text[1] < least || text[1] > most)
        {
            return 0;
        }

        for (int i = 2; i < length; i++)
        {
            if (!IsContinuation(text[i]))
            {
                return 0;
            }
        }

        return length;
    }
}
