using System.Text;
using Sememe.Tokenization.Normalizers;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>Looks at every node of a charsmap once, so that the runtime may walk it as it is: no cycle, no value outside the strings, all of them UTF-8.</summary>
internal sealed class CharsmapCheck
{
    /// <summary>Longer rules are refused: none is so long.</summary>
    private const int MostDepth = 64;

    private static readonly Encoding s_strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private readonly byte[] _charsmap;
    private readonly uint _units;
    private readonly Dictionary<uint, int> _heights = [];
    private readonly HashSet<int> _contents = [];

    private CharsmapCheck(byte[] charsmap, int trie)
    {
        _charsmap = charsmap;
        _units = (uint)trie / sizeof(uint);
    }

    /// <summary>What is wrong with a charsmap, or null.</summary>
    public static string? Check(byte[] charsmap)
    {
        if (charsmap.Length == 0)
        {
            return null;
        }

        int trie = charsmap.Length < sizeof(int) ? -1 : BitConverter.ToInt32(charsmap, 0);
        if (trie < sizeof(uint) || trie % sizeof(uint) != 0 || trie > charsmap.Length - sizeof(int))
        {
            return $"found a charsmap of {charsmap.Length} bytes that names a trie of {trie}, expected the trie to fit in";
        }

        try
        {
            CharsmapCheck check = new(charsmap, trie);
            check.Visit(CharsmapTrie.Root(ref charsmap[sizeof(int)]), 0);
            return null;
        }
        catch (InvalidDataException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Length of the longest rest of a rule from here on.</summary>
    private int Visit(uint position, int depth)
    {
        if (_heights.TryGetValue(position, out int known))
        {
            return depth + known <= MostDepth ? known : throw Endless();
        }

        if (depth > MostDepth)
        {
            throw Endless();
        }

        int height = 0;
        for (int label = 0; label <= byte.MaxValue; label++)
        {
            uint next = position;
            if (CharsmapTrie.TryStep(ref _charsmap[sizeof(int)], _units, (byte)label, ref next, out bool hasValue))
            {
                if (hasValue)
                {
                    CheckContent(next);
                }

                height = Math.Max(height, 1 + Visit(next, depth + 1));
            }
        }

        _heights[position] = height;
        return height;
    }

    private void CheckContent(uint position)
    {
        int strings = sizeof(int) + (int)_units * sizeof(uint);
        int start = position < _units ? CharsmapTrie.ValueAt(ref _charsmap[sizeof(int)], position) : int.MaxValue;
        if (start >= _charsmap.Length - strings)
        {
            throw new InvalidDataException("found a charsmap with a rule that points outside its strings, expected one of SentencePiece");
        }

        if (!_contents.Add(start))
        {
            return;
        }

        ReadOnlySpan<byte> content = _charsmap.AsSpan(strings + start);
        int length = content.IndexOf((byte)0);
        try
        {
            s_strict.GetCharCount(_charsmap, strings + start, length < 0 ? content.Length : length);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("found a charsmap with a string that is not UTF-8, expected one of SentencePiece");
        }
    }

    private static InvalidDataException Endless() => new("found a charsmap whose trie does not end, expected one of SentencePiece");
}
