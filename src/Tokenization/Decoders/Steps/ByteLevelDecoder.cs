using System.Runtime.CompilerServices;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Decoders.Steps;

/// <summary>ByteLevel: the bytes that the characters of all tokens stand for; a token with a character that stands for none is taken as it is.</summary>
internal sealed class ByteLevelDecoder : DecoderStep
{
    public override void Decode(TextList source, TextList destination)
    {
        // In place: a character never stands for more bytes than it has itself.
        Span<byte> bytes = source.Bytes;
        int length = 0;
        for (int i = 0; i < source.Count; i++)
        {
            Span<byte> text = bytes.Slice(source.StartOf(i), source.EndOf(i) - source.StartOf(i));
            if (IsByteLevel(text) && ByteLevelAlphabet.TryDecode(text, bytes.Slice(length), out int decoded))
            {
                length += decoded;
            }
            else
            {
                text.CopyTo(bytes.Slice(length));
                length += text.Length;
            }
        }

        AppendLossy(bytes.Slice(0, length), destination);
        destination.EndText();
    }

    /// <summary>Appends bytes as UTF-8, U+FFFD for each longest part of a character that is not complete.</summary>
    public static void AppendLossy(ReadOnlySpan<byte> bytes, TextList destination)
    {
        if (Utf8.FindInvalid(bytes) < 0)
        {
            destination.Append(bytes);
            return;
        }

        int at = 0;
        while (at < bytes.Length)
        {
            int from = at;
            int length = 0;
            while (at < bytes.Length && (length = Utf8.LengthOfValid(bytes.Slice(at))) > 0)
            {
                at += length;
            }

            destination.Append(bytes.Slice(from, at - from));
            if (at < bytes.Length)
            {
                destination.Append("\uFFFD"u8);
                at += Utf8.LengthOfInvalid(bytes.Slice(at));
            }
        }
    }

    private static bool IsByteLevel(ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < text.Length;)
        {
            if (ByteLevelAlphabet.ByteOf(Utf8.Decode(ref Unsafe.AsRef(in text[i]), out int used)) < 0)
            {
                return false;
            }

            i += used;
        }

        return true;
    }
}
