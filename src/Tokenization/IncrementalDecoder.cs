namespace Sememe;

/// <summary>Decodes tokens that come one after the other: gives the text of each as soon as nothing that follows can change it.</summary>
/// <remarks>
/// A token may be part of a character, and its text may depend on the token before. What <see cref="Append"/> and <see cref="Finish"/> write, put
/// together, is what <see cref="Tokenizer.Decode(ReadOnlySpan{int}, SpecialTokenHandling)"/> gives for all tokens.
/// For one thread. Allocates nothing after the first tokens.
/// </remarks>
public sealed class IncrementalDecoder
{
    private const char ReplacementCharacter = '\uFFFD';

    private readonly Tokenizer _tokenizer;
    private readonly SpecialTokenHandling _specialTokens;
    private int[] _ids = new int[32];
    private char[] _text = new char[256];
    private int _count;
    private int _given;
    private int _givenLength;

    internal IncrementalDecoder(Tokenizer tokenizer, SpecialTokenHandling specialTokens)
    {
        _tokenizer = tokenizer;
        _specialTokens = specialTokens;
    }

    /// <summary>Takes the next token.</summary>
    /// <param name="id">Token id.</param>
    /// <param name="destination">Receives the text that is certain now.</param>
    /// <returns>Number of chars; 0 while the token is part of a character that is not complete.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too small; the message says how many chars are needed, and the token was not taken.</exception>
    public int Append(int id, Span<char> destination)
    {
        if (_count == _ids.Length)
        {
            Array.Resize(ref _ids, 2 * _count);
        }

        _ids[_count++] = id;
        int length = Decode(_count);
        if (length <= _givenLength || _text[length - 1] == ReplacementCharacter)
        {
            return 0;
        }

        if (length - _givenLength > destination.Length)
        {
            _count--;
        }

        int given = Give(length, destination);
        KeepLast();
        return given;
    }

    /// <summary>Gives what was held back, characters that never became complete as U+FFFD, and starts anew.</summary>
    /// <param name="destination">Receives the text.</param>
    /// <returns>Number of chars.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too small; the message says how many chars are needed, and nothing was given.</exception>
    public int Finish(Span<char> destination)
    {
        int given = Give(Math.Max(_givenLength, Decode(_count)), destination);
        Reset();
        return given;
    }

    /// <summary>Forgets everything: the next token is the first.</summary>
    public void Reset()
    {
        _count = 0;
        _given = 0;
        _givenLength = 0;
    }

    /// <summary>Most chars that <see cref="Append"/> of a token would give now.</summary>
    internal int MostChars(int id)
    {
        if (_count == _ids.Length)
        {
            Array.Resize(ref _ids, 2 * _count);
        }

        _ids[_count] = id;
        return Math.Max(0, Decode(_count + 1) - _givenLength);
    }

    /// <summary>Most chars that <see cref="Finish"/> would give now.</summary>
    internal int MostChars() => Math.Max(0, Decode(_count) - _givenLength);

    private int Give(int length, Span<char> destination)
    {
        int given = length - _givenLength;
        if (given > destination.Length)
        {
            throw new ArgumentException($"The text needs {given} chars and the destination has {destination.Length}.", nameof(destination));
        }

        _text.AsSpan(_givenLength, given).CopyTo(destination);
        _givenLength = length;
        return given;
    }

    /// <summary>The tokens of the text given last are all that those to come can depend on.</summary>
    private void KeepLast()
    {
        Array.Copy(_ids, _given, _ids, 0, _count - _given);
        _count -= _given;
        _given = _count;
        _givenLength = Decode(_count);
    }

    /// <summary>Decodes the first tokens into <see cref="_text"/>.</summary>
    private int Decode(int count)
    {
        int length = _tokenizer.WriteText(_ids.AsSpan(0, count), _text, _specialTokens);
        if (length > _text.Length)
        {
            _text = new char[Math.Max(length, 2 * _text.Length)];
            length = _tokenizer.WriteText(_ids.AsSpan(0, count), _text, _specialTokens);
        }

        return length;
    }
}
