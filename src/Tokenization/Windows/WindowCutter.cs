using Sememe.Tokenization.Pipeline;

namespace Sememe.Tokenization.Windows;

/// <summary>Finds where windows begin and end among the tokens of a text.</summary>
internal readonly ref struct WindowCutter
{
    private readonly ReadOnlySpan<char> _text;
    private readonly ReadOnlySpan<TextRange> _offsets;
    private readonly ReadOnlySpan<int> _wordIds;
    private readonly WindowBorder _border;

    public WindowCutter(ReadOnlySpan<char> text, TokenBuffer tokens, WindowBorder border)
    {
        _text = text;
        _offsets = tokens.Offsets;
        _wordIds = tokens.WordIds;
        _border = border;
    }

    /// <summary>Where in the text the tokens [start, end) stand.</summary>
    public TextRange RangeOf(int start, int end) => new(_offsets[start].Start, Math.Max(_offsets[start].Start, _offsets[end - 1].End));

    /// <summary>End of a window of at most so many tokens: the last border of the kind asked for, else the last of a lesser kind, else wherever it must be.</summary>
    public int FindEnd(int start, int room)
    {
        int most = Math.Min(_offsets.Length, start + room);
        if (most == _offsets.Length)
        {
            return most;
        }

        for (WindowBorder border = _border; ; border = Lesser(border))
        {
            for (int at = most; at > start; at--)
            {
                if (IsBorder(at, border))
                {
                    return at;
                }
            }

            if (border == WindowBorder.Token)
            {
                return most; // one character is more tokens than a window holds
            }
        }
    }

    /// <summary>Start of the window behind one that is [start, end): at most <paramref name="overlap"/> tokens back.</summary>
    public int FindStart(int start, int end, int overlap)
    {
        for (int at = Math.Max(start + 1, end - overlap); at < end; at++)
        {
            if (IsBorder(at, _border))
            {
                return at;
            }
        }

        return end;
    }

    private static WindowBorder Lesser(WindowBorder border) => border == WindowBorder.Sentence ? WindowBorder.Word : WindowBorder.Token;

    /// <summary>True when the text may be cut before this token.</summary>
    private bool IsBorder(int token, WindowBorder border) => border switch
    {
        WindowBorder.Token => _offsets[token].Start >= _offsets[token - 1].End, // tokens of one character stay together
        WindowBorder.Word => _wordIds[token] != _wordIds[token - 1],
        _ => _wordIds[token] != _wordIds[token - 1] && SentenceBorders.IsBorder(_text, _offsets[token].Start),
    };
}
