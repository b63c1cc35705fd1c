using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization;

/// <summary>ELMo's characters: the bytes of a word, with marks where it begins and ends, filled up to 50 (AllenNLP's ELMoTokenCharactersIndexer).</summary>
/// <remarks>0 is the padding of a batch, so a byte b is b + 1. Longer words lose what follows their first 48 bytes.</remarks>
internal static class ElmoCharacters
{
    /// <summary>Ids of a word.</summary>
    public const int WordLength = 50;

    /// <summary>One more than the highest id.</summary>
    public const int VocabularySize = Padding + 1;

    private const int BeginningOfSentence = 257;
    private const int EndOfSentence = 258;
    private const int BeginningOfWord = 259;
    private const int EndOfWord = 260;
    private const int Padding = 261;

    /// <summary>Writes the ids of a word; <c>&lt;S&gt;</c> and <c>&lt;/S&gt;</c> are the boundaries of a sentence.</summary>
    /// <param name="word">The word. Lone surrogates are left out.</param>
    /// <param name="destination">[<see cref="WordLength"/>]</param>
    public static void Write(ReadOnlySpan<char> word, Span<int> destination)
    {
        if (word.SequenceEqual("<S>".AsSpan()))
        {
            WriteBoundary(BeginningOfSentence, destination);
            return;
        }

        if (word.SequenceEqual("</S>".AsSpan()))
        {
            WriteBoundary(EndOfSentence, destination);
            return;
        }

        destination = destination.Slice(0, WordLength);
        destination[0] = BeginningOfWord;
        int count = 1;
        Span<byte> bytes = stackalloc byte[Utf8.MaxLength];
        for (int i = 0; i < word.Length && count < WordLength - 1;)
        {
            bool isLone = char.IsSurrogate(word[i]) && !(i + 1 < word.Length && char.IsSurrogatePair(word[i], word[i + 1]));
            uint codePoint = Utf16.Decode(word, i, out int units);
            i += units;
            int length = isLone ? 0 : Utf8.Encode(codePoint, ref bytes[0]);
            for (int k = 0; k < length && count < WordLength - 1; k++)
            {
                destination[count++] = bytes[k] + 1;
            }
        }

        destination[count] = EndOfWord;
        destination.Slice(count + 1).Fill(Padding);
    }

    /// <summary>Writes the ids of the word that begins every sentence.</summary>
    public static void WriteBeginningOfSentence(Span<int> destination) => WriteBoundary(BeginningOfSentence, destination);

    /// <summary>Writes the ids of the word that ends every sentence.</summary>
    public static void WriteEndOfSentence(Span<int> destination) => WriteBoundary(EndOfSentence, destination);

    private static void WriteBoundary(int boundary, Span<int> destination)
    {
        destination = destination.Slice(0, WordLength);
        destination[0] = BeginningOfWord;
        destination[1] = boundary;
        destination[2] = EndOfWord;
        destination.Slice(3).Fill(Padding);
    }
}
