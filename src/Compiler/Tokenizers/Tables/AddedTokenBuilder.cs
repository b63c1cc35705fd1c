using System.Runtime.InteropServices;
using System.Text;
using Sememe.Tokenization.AddedTokens;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the section of <see cref="AddedTokenTable"/>.</summary>
internal static class AddedTokenBuilder
{
    /// <summary>Empty when there is nothing to look for. Of patterns with the same bytes the first counts, as in Hugging Face's automaton.</summary>
    public static byte[] Build(AddedTokenPattern[] patterns)
    {
        if (patterns.Length == 0)
        {
            return [];
        }

        List<int> header = [patterns.Length];
        Dictionary<string, VocabularyKey> keys = new(StringComparer.Ordinal);
        for (int i = 0; i < patterns.Length; i++)
        {
            header.AddRange([patterns[i].Id, (int)patterns[i].Flags]);
            string text = Encoding.UTF8.GetString(patterns[i].Bytes);
            if (!keys.ContainsKey(text))
            {
                keys.Add(text, new VocabularyKey(patterns[i].Bytes, i));
            }
        }

        VocabularyKey[] sorted = [.. keys.Values];
        Array.Sort(sorted);
        List<byte> section = [.. TableWriter.Numbers([.. header])];
        section.AddRange(MemoryMarshal.AsBytes(new DoubleArrayBuilder(sorted).Build().AsSpan()).ToArray());
        return [.. section];
    }
}
