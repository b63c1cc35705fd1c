using Sememe.Memory;
using Sememe.Tokenization;

namespace Sememe.Batches;

/// <summary>Words → characters in a workspace, for a network that has no token ids: a token is a word, and the marks of the sentence's begin and end are special tokens.</summary>
internal sealed class WordEncoder(int maxTokens, bool truncate, string model)
{
    private const int Marks = 2;

    private readonly int _mostWords = Math.Max(0, maxTokens - Marks);

    /// <summary>Encodes a text whose words white space parts.</summary>
    /// <exception cref="ArgumentException">There are more words than the model takes, and truncation is not allowed.</exception>
    public TokenCount Encode(ReadOnlySpan<char> text, Workspace workspace)
    {
        Begin(workspace);
        int words = 0;
        for (int end = 0; Next(text, end, out TextRange word); end = word.End)
        {
            Add(word.Of(text), word, words++, workspace);
        }

        return End(words, workspace, nameof(text));
    }

    /// <summary>Encodes words that somebody has told apart already; a word may hold white space.</summary>
    /// <exception cref="ArgumentException">A word is null, or there are more than the model takes and truncation is not allowed.</exception>
    public TokenCount Encode(ReadOnlySpan<string> words, Workspace workspace)
    {
        Begin(workspace);
        for (int word = 0; word < words.Length; word++)
        {
            string text = words[word] ?? throw new ArgumentException($"Word {word} is null.", nameof(words));
            Add(text, default, word, workspace);
        }

        return End(words.Length, workspace, nameof(words));
    }

    private static bool Next(ReadOnlySpan<char> text, int from, out TextRange word)
    {
        int start = from;
        while (start < text.Length && WhiteSpace.Contains(text[start]))
        {
            start++;
        }

        int end = start;
        while (end < text.Length && !WhiteSpace.Contains(text[end]))
        {
            end++;
        }

        word = new TextRange(start, end);
        return end > start;
    }

    private static void Begin(Workspace workspace) => ElmoCharacters.WriteBeginningOfSentence(Token(workspace, 0, -1, default));

    /// <summary>Words that there is no room for are only counted.</summary>
    private void Add(ReadOnlySpan<char> text, TextRange range, int word, Workspace workspace)
    {
        if (word < _mostWords)
        {
            ElmoCharacters.Write(text, Token(workspace, word + 1, word, range));
        }
    }

    private TokenCount End(int words, Workspace workspace, string parameter)
    {
        int kept = Math.Min(words, _mostWords);
        if (kept < words && !truncate)
        {
            throw new ArgumentException(
                $"The text has {words} words and {Marks} marks, {model} takes {maxTokens}. Shorten it, split it, or load the model with LoadOptions.Truncate.", parameter);
        }

        ElmoCharacters.WriteEndOfSentence(Token(workspace, kept + 1, -1, default));
        return new TokenCount(kept + Marks, words - kept);
    }

    /// <summary>Room for the characters of a token.</summary>
    private static Span<int> Token(Workspace workspace, int token, int word, TextRange range)
    {
        workspace.EnsureTokens(token + 1);
        workspace.WordIds[token] = word;
        workspace.Offsets[token] = range;
        workspace.EnsureCharacters((token + 1) * ElmoCharacters.WordLength);
        return workspace.Characters.Slice(token * ElmoCharacters.WordLength, ElmoCharacters.WordLength);
    }
}
