namespace Sememe.Models;

/// <summary>Tokens that come one after the other → text, given on as soon as it can be no part of a text to stop at.</summary>
internal sealed class GeneratedText(Tokenizer tokenizer)
{
    private readonly IncrementalDecoder _decoder = tokenizer.CreateIncrementalDecoder();
    private char[] _text = new char[1024];
    private int _length;
    private int _given;

    /// <summary>The text so far.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    /// <summary>Begins a new text.</summary>
    public void Begin()
    {
        _decoder.Reset();
        (_length, _given) = (0, 0);
    }

    /// <summary>Takes the next token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="stops">Texts to stop at.</param>
    /// <param name="onText">Takes what is certain; null for nobody.</param>
    /// <returns>True when a text to stop at has come; this text then ends before it.</returns>
    public bool Append(int token, ReadOnlySpan<string> stops, TextPiece? onText)
    {
        Reserve(_decoder.MostChars(token));
        _length += _decoder.Append(token, _text.AsSpan(_length));
        bool isStopped = CutAtStop(stops);
        Give(isStopped ? _length : _length - Held(stops), onText);
        return isStopped;
    }

    /// <summary>No token follows: gives what was held back.</summary>
    /// <returns>True when a text to stop at has come.</returns>
    public bool Finish(ReadOnlySpan<string> stops, TextPiece? onText)
    {
        Reserve(_decoder.MostChars());
        _length += _decoder.Finish(_text.AsSpan(_length));
        bool isStopped = CutAtStop(stops);
        Give(_length, onText);
        return isStopped;
    }

    private void Reserve(int more)
    {
        if (_length + more > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_length + more, 2 * _text.Length));
        }
    }

    /// <summary>Nothing that was given on can be part of it, so what was held back and what is new is looked through.</summary>
    private bool CutAtStop(ReadOnlySpan<string> stops)
    {
        int earliest = -1;
        foreach (string stop in stops)
        {
            int found = _text.AsSpan(_given, _length - _given).IndexOf(stop, StringComparison.Ordinal);
            earliest = found >= 0 && (earliest < 0 || found < earliest) ? found : earliest;
        }

        _length = earliest < 0 ? _length : _given + earliest;
        return earliest >= 0;
    }

    /// <summary>Chars at the end that a text to stop at may begin with.</summary>
    private int Held(ReadOnlySpan<string> stops)
    {
        ReadOnlySpan<char> waiting = _text.AsSpan(_given, _length - _given);
        int most = 0;
        foreach (string stop in stops)
        {
            for (int held = Math.Min(stop.Length - 1, waiting.Length); held > most; held--)
            {
                if (waiting.EndsWith(stop.AsSpan(0, held), StringComparison.Ordinal))
                {
                    most = held;
                }
            }
        }

        return most;
    }

    private void Give(int end, TextPiece? onText)
    {
        if (end > _given)
        {
            onText?.Invoke(_text.AsSpan(_given, end - _given));
            _given = end;
        }
    }
}
