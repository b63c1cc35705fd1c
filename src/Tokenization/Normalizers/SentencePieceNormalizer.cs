using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Normalizers;

/// <summary>SentencePiece's own normalizer: at each place the longest rule of the charsmap; blanks become ▁, one for several, none at the ends, one in front of all.</summary>
/// <remarks>
/// Hugging Face's Precompiled is not this: it takes the shortest rule, and of whole grapheme clusters. A character's place is where its source begins, and
/// it ends where the next begins, so that what vanishes belongs to the character before it; the end of the text is marked for that.
/// <code>u32 bytes of the trie   u8 × 128: 1 for ASCII that stays as it is unless a character outside ASCII follows   <see cref="CharsmapTrie"/>   contents, each with a zero behind it</code>
/// </remarks>
internal sealed class SentencePieceNormalizer : Normalizer
{
    public const int AsciiOffset = sizeof(int);
    public const int TrieOffset = AsciiOffset + Ascii;
    private const int Ascii = 0x80;

    private readonly TableBlob _tables;
    private readonly TableSection _section;
    private readonly int _contents;
    private readonly uint _units;

    public SentencePieceNormalizer(TableBlob tables, TableSection section)
    {
        _tables = tables;
        _section = section;
        int trie = MemoryMarshal.Read<int>(tables.Slice(section));
        _contents = TrieOffset + trie;
        _units = (uint)trie / sizeof(uint);
    }

    private static ReadOnlySpan<byte> Mark => [0xE2, 0x96, 0x81];

    public override void Normalize(NormalizedText source, NormalizedText destination)
    {
        ReadOnlySpan<byte> section = _tables.Slice(_section);
        ReadOnlySpan<byte> text = source.Bytes.AsSpan(0, source.End);
        int at = SkipBlanks(section, text, source.Start);
        if (at < text.Length)
        {
            WriteMark(at, destination);
            bool isBehindBlank = true;
            while (at < text.Length)
            {
                int plain = CountPlain(section, text, at);
                if (plain > 0)
                {
                    Copy(text.Slice(at, plain), at, destination);
                    isBehindBlank = false;
                    at += plain;
                    continue;
                }

                ReadOnlySpan<byte> content = Take(section, text, at, out int length);
                Write(isBehindBlank ? WithoutBlanksBefore(content) : content, at, length, destination, ref isBehindBlank);
                at += length;
            }
        }

        Finish(source, at, destination);
    }

    /// <summary>Goes over characters that become a blank and nothing else.</summary>
    private int SkipBlanks(ReadOnlySpan<byte> section, ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && Take(section, text, at, out int length) is [(byte)' '])
        {
            at += length;
        }

        return at;
    }

    /// <summary>Number of characters from here on that are copied; the last of a run may begin a rule with what is behind it.</summary>
    private static int CountPlain(ReadOnlySpan<byte> section, ReadOnlySpan<byte> text, int start)
    {
        int at = start;
        while (at < text.Length && text[at] < Ascii && section[AsciiOffset + text[at]] != 0)
        {
            at++;
        }

        return at > start && at < text.Length && text[at] >= Ascii ? at - start - 1 : at - start;
    }

    /// <summary>What the longest rule makes of the text from here on, or the character as it is.</summary>
    private ReadOnlySpan<byte> Take(ReadOnlySpan<byte> section, ReadOnlySpan<byte> text, int start, out int length)
    {
        ref byte trie = ref Unsafe.Add(ref MemoryMarshal.GetReference(section), TrieOffset);
        uint position = CharsmapTrie.Root(ref trie);
        int rule = -1;
        length = Utf8.LengthOf(text[start]);
        for (int at = start; at < text.Length && CharsmapTrie.TryStep(ref trie, _units, text[at], ref position, out bool hasValue); at++)
        {
            if (hasValue)
            {
                rule = CharsmapTrie.ValueAt(ref trie, position);
                length = at + 1 - start;
            }
        }

        if (rule < 0)
        {
            return text.Slice(start, length);
        }

        ReadOnlySpan<byte> content = section.Slice(_contents + rule);
        return content.Slice(0, content.IndexOf((byte)0));
    }

    private static ReadOnlySpan<byte> WithoutBlanksBefore(ReadOnlySpan<byte> content)
    {
        while (content is [(byte)' ', ..])
        {
            content = content.Slice(1);
        }

        return content;
    }

    private static void Copy(ReadOnlySpan<byte> text, int from, NormalizedText destination)
    {
        destination.Reserve(text.Length);
        text.CopyTo(destination.Bytes.AsSpan(destination.End));
        destination.AlignCopy(destination.End, from, text.Length);
        destination.End += text.Length;
    }

    /// <summary>Writes what became of a stretch of the source; all of it begins where the stretch does.</summary>
    private static void Write(ReadOnlySpan<byte> content, int from, int units, NormalizedText destination, ref bool isBehindBlank)
    {
        if (content.IsEmpty)
        {
            return;
        }

        int start = destination.End;
        destination.Reserve(content.Length * Mark.Length);
        foreach (byte value in content)
        {
            if (value == ' ')
            {
                Mark.CopyTo(destination.Bytes.AsSpan(destination.End));
                destination.End += Mark.Length;
            }
            else
            {
                destination.Bytes[destination.End++] = value;
            }
        }

        destination.Align(start, from, destination.End - start, units);
        isBehindBlank = content[content.Length - 1] == ' ';
    }

    private static void WriteMark(int from, NormalizedText destination)
    {
        destination.Reserve(Mark.Length);
        Mark.CopyTo(destination.Bytes.AsSpan(destination.End));
        destination.Align(destination.End, from, Mark.Length, 1);
        destination.End += Mark.Length;
    }

    /// <summary>Takes marks off the end, those of the text too, and says where the last character ends.</summary>
    private static void Finish(NormalizedText source, int at, NormalizedText destination)
    {
        int end = destination.End;
        while (destination.Bytes.AsSpan(destination.Start, end - destination.Start).EndsWith(Mark))
        {
            end -= Mark.Length;
        }

        if (!destination.KeepsPlaces)
        {
            destination.End = end;
        }
        else if (end == destination.End)
        {
            destination.MarkEnd(source.SourceAt(at));
        }
        else
        {
            int place = destination.SourceAt(end);
            destination.Cursor = 0;
            destination.Rewind(end);
            destination.MarkEnd(place);
        }
    }
}
