#if NET
using System.Buffers;
using System.Text;
#endif
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.AddedTokens;

/// <summary>Added tokens of one kind, to be found leftmost and longest, without overlap.</summary>
/// <remarks>
/// Looks for the first bytes that tokens can have (vectorized where the framework does), then walks the trie: at most as far as the longest
/// token from each such byte, so the time is linear in the text.
/// <code>u32 tokens   tokens × { i32 id   u32 flags }   trie over UTF-8, values are token numbers</code>
/// </remarks>
internal sealed class AddedTokenTable
{
    public const int HeaderLength = 4;
    public const int TokenLength = 8;

    private readonly TableBlob _tables;
    private readonly TableSection _section;
    private readonly TableSection _classes;
    private readonly int _trie;
    private readonly int _tokens;
#if NET
    private readonly SearchValues<byte> _firstBytes;
    private readonly SearchValues<char>? _firstChars;
#else
    private readonly byte[] _firstBytes;
#endif

    public AddedTokenTable(TableBlob tables, TableSection section)
    {
        _tables = tables;
        _section = section;
        _classes = tables.Require(SectionKind.CodePointClasses);
        ReadOnlySpan<byte> bytes = tables.Slice(section);
        _tokens = MemoryMarshal.Read<int>(bytes);
        _trie = HeaderLength + _tokens * TokenLength;
        Span<byte> firstBytes = stackalloc byte[256];
        int count = 0;
        uint root = DoubleArray.Root(ref Trie);
        for (int value = 0; value < 256; value++)
        {
            uint position = root;
            if (DoubleArray.TryStep(ref Trie, (byte)value, ref position, out _))
            {
                firstBytes[count++] = (byte)value;
            }
        }

#if NET
        _firstBytes = SearchValues.Create(firstBytes.Slice(0, count));
        _firstChars = Ascii.IsValid(firstBytes.Slice(0, count)) ? SearchValues.Create(Encoding.ASCII.GetString(firstBytes.Slice(0, count))) : null;
#else
        _firstBytes = firstBytes.Slice(0, count).ToArray();
#endif
    }

    private ref byte Trie => ref Unsafe.Add(ref MemoryMarshal.GetReference(_tables.Slice(_section)), _trie);

    /// <summary>The next token at or after <paramref name="from"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where the search goes on; moves behind what was found.</param>
    /// <param name="taken">Where the last match ended: white space before it is not taken again.</param>
    /// <param name="skipSpecial">Special tokens are plain text.</param>
    /// <param name="match">What was found.</param>
    public bool TryFind(ReadOnlySpan<byte> text, ref int from, int taken, bool skipSpecial, out AddedTokenMatch match)
    {
        while (from < text.Length)
        {
            int skip = text.Slice(from).IndexOfAny(_firstBytes);
            if (skip < 0)
            {
                break;
            }

            int start = from + skip;
            int end = Walk(text, start, out int number);
            from = end < 0 ? start + 1 : end;
            if (end < 0)
            {
                continue;
            }

            (int id, AddedTokenFlags flags) = Token(number);
            if (skipSpecial && (flags & AddedTokenFlags.Special) != 0)
            {
                continue;
            }

            if ((flags & AddedTokenFlags.SingleWord) != 0 && (IsWordBefore(text, start) || IsWordAt(text, end)))
            {
                continue;
            }

            match = new AddedTokenMatch(
                id,
                (flags & AddedTokenFlags.StripLeft) != 0 ? SkipWhiteLeft(text, start, taken) : start,
                (flags & AddedTokenFlags.StripRight) != 0 ? SkipWhiteRight(text, end) : end);
            return true;
        }

        match = default;
        return false;
    }

#if NET
    /// <summary>False when no token occurs in a text; true when one does, or may.</summary>
    public bool MayOccurIn(ReadOnlySpan<char> text)
    {
        if (_firstChars is null)
        {
            return true;
        }

        while (true)
        {
            int start = text.IndexOfAny(_firstChars);
            if (start < 0)
            {
                return false;
            }

            text = text.Slice(start);
            if (MayStart(text))
            {
                return true;
            }

            text = text.Slice(1);
        }
    }

    /// <summary>True when a text starts with a token, or with the start of one up to the first character outside ASCII.</summary>
    private bool MayStart(ReadOnlySpan<char> text)
    {
        ref byte trie = ref Trie;
        uint position = DoubleArray.Root(ref trie);
        foreach (char next in text)
        {
            if (next > 0x7F)
            {
                return true;
            }

            if (!DoubleArray.TryStep(ref trie, (byte)next, ref position, out bool hasValue))
            {
                return false;
            }

            if (hasValue)
            {
                return true;
            }
        }

        return false;
    }
#endif

    private (int Id, AddedTokenFlags Flags) Token(int number)
    {
        ReadOnlySpan<byte> entry = _tables.Slice(_section).Slice(HeaderLength + number * TokenLength, TokenLength);
        return (MemoryMarshal.Read<int>(entry), (AddedTokenFlags)MemoryMarshal.Read<int>(entry.Slice(4)));
    }

    /// <summary>End of the longest token that starts here, or -1.</summary>
    private int Walk(ReadOnlySpan<byte> text, int at, out int number)
    {
        ref byte trie = ref Trie;
        uint position = DoubleArray.Root(ref trie);
        int end = -1;
        number = -1;
        while (at < text.Length && DoubleArray.TryStep(ref trie, text[at], ref position, out bool hasValue))
        {
            at++;
            if (hasValue)
            {
                end = at;
                number = DoubleArray.ValueAt(ref trie, position);
            }
        }

        return end;
    }

    private bool Is(CodePointClass kind, uint codePoint) => (CodePointClasses.Of(_tables.Slice(_classes), codePoint) & kind) != 0;

    private bool IsWordBefore(ReadOnlySpan<byte> text, int end) => end > 0 && Is(CodePointClass.Word, DecodeAt(text, Utf8.PreviousStart(text, end), out _));

    private bool IsWordAt(ReadOnlySpan<byte> text, int start) => start < text.Length && Is(CodePointClass.Word, DecodeAt(text, start, out _));

    private int SkipWhiteLeft(ReadOnlySpan<byte> text, int start, int limit)
    {
        while (start > limit)
        {
            int previous = Utf8.PreviousStart(text, start);
            if (!Is(CodePointClass.White, DecodeAt(text, previous, out _)))
            {
                break;
            }

            start = previous;
        }

        return Math.Max(start, limit);
    }

    private int SkipWhiteRight(ReadOnlySpan<byte> text, int end)
    {
        while (end < text.Length && Is(CodePointClass.White, DecodeAt(text, end, out int length)))
        {
            end += length;
        }

        return end;
    }

    private static uint DecodeAt(ReadOnlySpan<byte> text, int at, out int length) =>
        Utf8.Decode(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at), out length);
}
