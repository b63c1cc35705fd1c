namespace Sememe.Search;

/// <summary>Texts that have beginnings in common: every token knows the one before it. A text is the number of its last token.</summary>
internal sealed class TokenTree
{
    private (int Token, int Before)[] _nodes = new (int, int)[256];
    private int _count;

    /// <summary>The token that all texts begin with.</summary>
    public const int Root = 0;

    /// <summary>Forgets all texts, and begins with a token.</summary>
    public void Begin(int token)
    {
        _count = 1;
        _nodes[Root] = (token, -1);
    }

    /// <summary>A text with one more token.</summary>
    public int Add(int text, int token)
    {
        if (_count == _nodes.Length)
        {
            Array.Resize(ref _nodes, 2 * _count);
        }

        _nodes[_count] = (token, text);
        return _count++;
    }

    /// <summary>The last token.</summary>
    public int TokenOf(int text) => _nodes[text].Token;

    /// <summary>Number of tokens behind the first one.</summary>
    public int LengthOf(int text)
    {
        int length = 0;
        for (int node = text; node > Root; node = _nodes[node].Before)
        {
            length++;
        }

        return length;
    }

    /// <summary>True when a text ends with these tokens; its first token counts.</summary>
    public bool EndsWith(int text, ReadOnlySpan<int> tokens)
    {
        int node = text;
        for (int i = tokens.Length - 1; i >= 0; i--)
        {
            if (node < Root || _nodes[node].Token != tokens[i])
            {
                return false;
            }

            node = _nodes[node].Before;
        }

        return true;
    }

    /// <summary>Writes the tokens behind the first one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">As many elements as <see cref="LengthOf"/> says.</param>
    public void CopyTo(int text, Span<int> tokens)
    {
        int node = text;
        for (int i = tokens.Length - 1; i >= 0; i--)
        {
            tokens[i] = _nodes[node].Token;
            node = _nodes[node].Before;
        }
    }
}
