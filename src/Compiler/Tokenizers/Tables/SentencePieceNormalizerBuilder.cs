using Sememe.Tokenization.Normalizers;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the parameters of <see cref="SentencePieceNormalizer"/>.</summary>
internal static class SentencePieceNormalizerBuilder
{
    private const int Ascii = 0x80;

    /// <summary>A trie of one unit, which leads nowhere: the label that a character would need is another.</summary>
    private static readonly byte[] s_noRules = [sizeof(uint), 0, 0, 0, 0xFF, 0, 0, 0x80];

    public static byte[] Build(SentencePieceNormalizerSpec specification)
    {
        byte[] charsmap = Convert.FromBase64String(specification.Charsmap);
        charsmap = charsmap.Length > 0 ? charsmap : s_noRules;
        uint units = BitConverter.ToUInt32(charsmap, 0) / sizeof(uint);
        byte[] plain = new byte[Ascii];
        for (int c = 0; c < Ascii; c++)
        {
            plain[c] = c != ' ' && !IsInRule(charsmap, units, (byte)c) ? (byte)1 : (byte)0;
        }

        return [.. charsmap.AsSpan(0, sizeof(int)), .. plain, .. charsmap.AsSpan(sizeof(int)), 0];
    }

    /// <summary>True when a rule is for this character, or begins with it and another of ASCII.</summary>
    private static bool IsInRule(byte[] charsmap, uint units, byte first)
    {
        ref byte trie = ref charsmap[sizeof(int)];
        uint position = CharsmapTrie.Root(ref trie);
        if (!CharsmapTrie.TryStep(ref trie, units, first, ref position, out bool isRule))
        {
            return false;
        }

        for (int second = 0; second < Ascii && !isRule; second++)
        {
            uint next = position;
            isRule = CharsmapTrie.TryStep(ref trie, units, (byte)second, ref next, out _);
        }

        return isRule;
    }
}
