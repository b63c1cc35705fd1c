using System.Runtime.InteropServices;
using System.Text;
using Sememe.Compiler.Tokenizers.Unicode;
using Sememe.Tokenization.Normalizers;
using Sememe.Tokenization.Tables;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the section of <see cref="BertNormalizer"/>: what the four steps make of every code point, one after the other.</summary>
internal sealed class BertNormalizerBuilder
{
    private readonly BertNormalizerSpec _flags;
    private readonly UnicodeData _unicode;
    private readonly uint[] _entries = new uint[UnicodeData.CodePoints];
    private readonly List<byte> _pool = [];
    private readonly Dictionary<string, int> _replacements = new(StringComparer.Ordinal);

    private BertNormalizerBuilder(BertNormalizerSpec flags, UnicodeData unicode)
    {
        _flags = flags;
        _unicode = unicode;
    }

    /// <param name="flags">The flags.</param>
    /// <param name="unicode">What the steps are made of.</param>
    /// <param name="separates">
    /// Put blanks around punctuation outside ASCII and in the place of white space, which leaves nothing but ASCII to a BertPreTokenizer. Nothing else may read the text.
    /// </param>
    public static byte[] Build(BertNormalizerSpec flags, UnicodeData unicode, bool separates)
    {
        BertNormalizerBuilder builder = new(flags, unicode);
        builder.FillEntries();
        if (separates)
        {
            builder.Separate();
        }

        return builder.Write();
    }

    private void FillEntries()
    {
        if (_flags.StripAccents)
        {
            FillHangul();
            FillEach(_unicode.Nonspacing);
            FillEach(_unicode.CombiningClasses.Keys);
            FillEach(_unicode.Decompositions.Keys);
        }

        if (_flags.Lowercase)
        {
            FillEach(_unicode.Lowercase.Keys);
        }

        if (_flags.HandleChineseChars)
        {
            foreach (CodePointRange range in _unicode.Chinese)
            {
                for (int c = range.First; c <= range.Last; c++)
                {
                    _entries[c] |= BertEntry.Isolated;
                }
            }
        }

        if (_flags.CleanText)
        {
            // These come first in the pipeline, so they have the last word here.
            Fill(_unicode.White, Replacement(" "));
            Fill(_unicode.Removed, BertEntry.Drop);
        }
    }

    private void Separate()
    {
        FillEach(_unicode.White, c => c < 0x80 || (_entries[c] & BertEntry.ActionMask) == BertEntry.Drop ? _entries[c] : Replacement(" "));
        FillEach(_unicode.Punctuation, c => c < 0x80 || (_entries[c] & BertEntry.ActionMask) == BertEntry.Drop ? _entries[c] : _entries[c] | BertEntry.Isolated);

        // What becomes punctuation without being it.
        foreach (KeyValuePair<int, int[]> pair in _unicode.Decompositions)
        {
            if (_flags.StripAccents && pair.Value.Length == 1 && pair.Value[0] >= 0x80 && (_entries[pair.Value[0]] & BertEntry.Isolated) != 0)
            {
                _entries[pair.Key] |= BertEntry.Isolated;
            }
        }
    }

    private void FillEach(CodePointRange[] ranges, Func<int, uint> entry)
    {
        foreach (CodePointRange range in ranges)
        {
            for (int c = range.First; c <= range.Last; c++)
            {
                _entries[c] = entry(c);
            }
        }
    }

    private void FillHangul() =>
        Fill([new CodePointRange((int)Tokenization.Unicode.Hangul.FirstSyllable, (int)Tokenization.Unicode.Hangul.LastSyllable)], BertEntry.Hangul | BertEntry.Slow);

    private void Fill(CodePointRange[] ranges, uint entry)
    {
        foreach (CodePointRange range in ranges)
        {
            _entries.AsSpan(range.First, range.Last - range.First + 1).Fill(entry);
        }
    }

    private void FillEach(CodePointRange[] ranges)
    {
        foreach (CodePointRange range in ranges)
        {
            for (int c = range.First; c <= range.Last; c++)
            {
                _entries[c] = Entry(c);
            }
        }
    }

    private void FillEach(IEnumerable<int> codePoints)
    {
        foreach (int c in codePoints)
        {
            _entries[c] = Entry(c);
        }
    }

    private uint Entry(int codePoint)
    {
        uint first = 0;
        bool isOrdered = false;
        StringBuilder text = new();
        int[] decomposition = _flags.StripAccents && _unicode.Decompositions.TryGetValue(codePoint, out int[]? parts) ? parts : [codePoint];
        for (int i = 0; i < decomposition.Length; i++)
        {
            int part = decomposition[i];
            int combiningClass = _flags.StripAccents && _unicode.CombiningClasses.TryGetValue(part, out int value) ? value : 0;
            first = i == 0 ? (uint)combiningClass : first;
            if (_flags.StripAccents && _unicode.IsNonspacing(part))
            {
                continue;
            }

            isOrdered |= combiningClass != 0;
            Lowercase(part, text);
        }

        return (text.Length == 0 ? first == 0 ? BertEntry.DropStarter : BertEntry.Drop
                : text.ToString() == char.ConvertFromUtf32(codePoint) ? BertEntry.Copy
                : Replacement(text.ToString()))
            | (isOrdered ? BertEntry.Slow : 0) | first << BertEntry.ClassShift;
    }

    private void Lowercase(int codePoint, StringBuilder text)
    {
        if (_flags.Lowercase && _unicode.Lowercase.TryGetValue(codePoint, out int[]? lower))
        {
            foreach (int c in lower)
            {
                text.Append(char.ConvertFromUtf32(c));
            }
        }
        else
        {
            text.Append(char.ConvertFromUtf32(codePoint));
        }
    }

    private uint Replacement(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        if (!_replacements.TryGetValue(text, out int offset))
        {
            offset = _pool.Count;
            _replacements.Add(text, offset);
            _pool.AddRange(utf8);
        }

        return offset <= BertEntry.MaxOffset && utf8.Length <= BertEntry.MaxLength
            ? BertEntry.Replace | (uint)utf8.Length << BertEntry.LengthShift | (uint)offset << BertEntry.OffsetShift
            : throw new InvalidOperationException($"\"{text}\" does not fit into the layout of BertEntry."); // a fact of the data, tested
    }

    private byte[] Write()
    {
        byte[] table = TwoStageBuilder.Build(MemoryMarshal.AsBytes(_entries.AsSpan()), sizeof(uint));
        int pool = BertNormalizer.TableOffset + table.Length;
        byte[] section = new byte[pool + _pool.Count + TableFormat.Padding];
        uint flags = (_flags.CleanText ? BertNormalizer.CleansFlag : 0) | (_flags.Lowercase ? BertNormalizer.LowercasesFlag : 0);
        TableWriter.Numbers([(int)flags, pool]).CopyTo(section, 0);
        for (int c = 0; c < BertNormalizer.AsciiLength; c++)
        {
            uint entry = _entries[c];
            section[BertNormalizer.HeaderLength + c] = (entry & BertEntry.ActionMask) switch
            {
                BertEntry.Drop => BertNormalizer.Nothing,
                BertEntry.Replace => _pool[BertEntry.Offset(entry)],
                _ => (byte)c,
            };
        }

        table.CopyTo(section, BertNormalizer.TableOffset);
        _pool.CopyTo(section, pool);
        return section;
    }
}
