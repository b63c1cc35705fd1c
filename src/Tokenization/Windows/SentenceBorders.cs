namespace Sememe.Tokenization.Windows;

/// <summary>Where sentences end, by punctuation: a simple rule for cutting long texts, not a grammar.</summary>
internal static class SentenceBorders
{
    /// <summary>Ends of sentences in scripts that put white space behind them.</summary>
    private const string Terminators = ".!?…‽։؟۔।॥።᙮᠃᠉។៕᭚᭛᭞᭟᱾᱿⸮꘎꘏꛳꛷꡶꡷꣎꣏꩝꩞꩟꯫︒﹒﹖﹗";

    /// <summary>Ends of sentences in scripts that do not.</summary>
    private const string WideTerminators = "。！？｡．";

    private const string Closers = "\"'”’»›)]}」』）］｝】〉》";

    /// <summary>True when a sentence or a paragraph ends right before <paramref name="position"/>, white space between them left out.</summary>
    public static bool IsBorder(ReadOnlySpan<char> text, int position)
    {
        int end = position;
        int start = position;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        int lines = CountLines(text.Slice(position, start - position));
        while (end > 0 && char.IsWhiteSpace(text[end - 1]))
        {
            lines += text[end - 1] == '\n' ? 1 : 0;
            end--;
        }

        bool hasWhiteSpace = end < start;
        while (end > 0 && Closers.AsSpan().IndexOf(text[end - 1]) >= 0)
        {
            end--;
        }

        if (end == 0 || lines > 1)
        {
            return true;
        }

        // "e.g. this": a small letter goes on with the sentence.
        bool goesOn = start < text.Length && char.IsLower(text[start]);
        return WideTerminators.AsSpan().IndexOf(text[end - 1]) >= 0 || (hasWhiteSpace && !goesOn && Terminators.AsSpan().IndexOf(text[end - 1]) >= 0);
    }

    private static int CountLines(ReadOnlySpan<char> blanks)
    {
        int lines = 0;
        foreach (char blank in blanks)
        {
            lines += blank == '\n' ? 1 : 0;
        }

        return lines;
    }
}
