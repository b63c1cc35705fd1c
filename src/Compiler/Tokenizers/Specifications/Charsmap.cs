using System.Text;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>The rules in a <c>precompiled_charsmap</c> of SentencePiece: a Darts-clone trie over UTF-8 and the strings that it points to.</summary>
/// <remarks><code>u32 length of the trie in bytes   u32 × units   strings, each with a zero behind it</code></remarks>
internal sealed class Charsmap
{
    private const uint LabelMask = 0x800000FF;
    private const uint HasLeaf = 1 << 8;

    /// <summary>Deeper tries are refused: no rule is so long.</summary>
    private const int MostDepth = 256;

    private static readonly Encoding s_strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private readonly uint[] _units;
    private readonly byte[] _strings;
    private readonly List<(byte[], string)> _rules = [];
    private readonly byte[] _key = new byte[MostDepth];

    private Charsmap(byte[] bytes)
    {
        int length = bytes.Length < sizeof(int) ? -1 : BitConverter.ToInt32(bytes, 0);
        if (length < sizeof(uint) || length % sizeof(uint) != 0 || length > bytes.Length - sizeof(int))
        {
            throw new InvalidDataException($"found a charsmap of {bytes.Length} bytes that names a trie of {length}, expected the trie to fit in");
        }

        _units = new uint[length / sizeof(uint)];
        Buffer.BlockCopy(bytes, sizeof(int), _units, 0, length);
        _strings = bytes.AsSpan(sizeof(int) + length).ToArray();
        Collect(Offset(_units[0]), 0);
    }

    /// <summary>The rules in the order of their bytes; of rules that begin with another rule none, because Hugging Face takes the shortest.</summary>
    /// <exception cref="InvalidDataException">This is no charsmap.</exception>
    public static IReadOnlyList<(byte[] Key, string Content)> Read(string base64)
    {
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw new InvalidDataException("found a precompiled_charsmap that is not Base64, expected SentencePiece's charsmap in Base64");
        }

        return new Charsmap(bytes)._rules;
    }

    /// <summary>What is wrong with a charsmap, or null.</summary>
    public static string? Check(string base64)
    {
        try
        {
            Read(base64);
            return null;
        }
        catch (InvalidDataException exception)
        {
            return exception.Message;
        }
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);

    private void Collect(uint position, int depth)
    {
        for (uint label = 1; label < 256; label++)
        {
            uint at = position ^ label;
            if (at >= _units.Length || (_units[at] & LabelMask) != label)
            {
                continue;
            }

            if (depth == MostDepth || _rules.Count > _units.Length)
            {
                throw new InvalidDataException("found a charsmap whose trie does not end, expected one of SentencePiece");
            }

            _key[depth] = (byte)label;
            uint next = at ^ Offset(_units[at]);
            if ((_units[at] & HasLeaf) == 0)
            {
                Collect(next, depth + 1);
                continue;
            }

            _rules.Add((_key.AsSpan(0, depth + 1).ToArray(), StringAt(next)));
        }
    }

    private string StringAt(uint leaf)
    {
        uint start = leaf < _units.Length ? _units[leaf] & 0x7FFFFFFF : uint.MaxValue;
        if (start >= _strings.Length)
        {
            throw new InvalidDataException("found a charsmap with a rule that points outside its strings, expected one of SentencePiece");
        }

        int length = _strings.AsSpan((int)start).IndexOf((byte)0);
        try
        {
            return s_strict.GetString(_strings, (int)start, length < 0 ? _strings.Length - (int)start : length);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("found a charsmap with a string that is not UTF-8, expected one of SentencePiece");
        }
    }
}
