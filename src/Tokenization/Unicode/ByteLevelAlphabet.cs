using System.Runtime.CompilerServices;

namespace Sememe.Tokenization.Unicode;

/// <summary>GPT-2's way to write bytes as visible characters: printable Latin-1 as itself, the 68 others as U+0100 and following.</summary>
internal static class ByteLevelAlphabet
{
    private const uint FirstOther = 0x100;

    /// <summary>Bytes that are not written as themselves: 0 to 0x20, 0x7F to 0xA0, 0xAD.</summary>
    private const int Others = 0x21 + 0x22 + 1;

    /// <summary>The character for a byte.</summary>
    public static uint CharacterOf(byte value) =>
        value <= 0x20 ? FirstOther + value
        : value < 0x7F ? value
        : value <= 0xA0 ? FirstOther + 0x21 + (value - 0x7Fu)
        : value == 0xAD ? FirstOther + Others - 1
        : value;

    /// <summary>Bytes of the UTF-8 of the character for a byte.</summary>
    public static int LengthOf(byte value) => value is > 0x20 and < 0x7F ? 1 : 2;

    /// <summary>The byte that a character stands for, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ByteOf(uint character) => character switch
    {
        >= FirstOther and < FirstOther + 0x21 => (int)(character - FirstOther),
        >= FirstOther + 0x21 and < FirstOther + Others - 1 => (int)(character - FirstOther - 0x21 + 0x7F),
        FirstOther + Others - 1 => 0xAD,
        > 0x20 and < 0x7F or > 0xA0 and < FirstOther and not 0xAD => (int)character,
        _ => -1,
    };

    /// <summary>The bytes that a token stands for; false when one of its characters stands for none.</summary>
    /// <param name="token">The token as the vocabulary spells it.</param>
    /// <param name="bytes">Receives the bytes; as long as the token at least.</param>
    /// <param name="length">Number of bytes.</param>
    public static bool TryDecode(ReadOnlySpan<byte> token, Span<byte> bytes, out int length)
    {
        length = 0;
        for (int i = 0; i < token.Length;)
        {
            int value = ByteOf(Utf8.Decode(ref Unsafe.AsRef(in token[i]), out int used));
            if (value < 0)
            {
                return false;
            }

            bytes[length++] = (byte)value;
            i += used;
        }

        return true;
    }
}
