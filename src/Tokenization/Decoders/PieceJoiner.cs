using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Decoders;

/// <summary>
/// Joins tokens as transformers' MarianTokenizer does: between tokens with a role SentencePiece's own decoder joins the pieces, a blank follows every token with a role,
/// and tokens that stand apart lie between texts that are trimmed each.
/// </summary>
internal ref struct PieceJoiner
{
    private const uint BlankMark = 0x2581;

    private readonly TokenTexts _texts;
    private readonly TextList _destination;
    private int _parts;
    private int _partStart;
    private int _piecesStart;
    private bool _isInPart;

    /// <param name="texts">Texts of the tokens.</param>
    /// <param name="destination">An empty list.</param>
    public PieceJoiner(TokenTexts texts, TextList destination)
    {
        _texts = texts;
        _destination = destination;
        _parts = 0;
        _partStart = 0;
        _piecesStart = 0;
        _isInPart = false;
    }

    private static ReadOnlySpan<byte> Mark => "\u2581"u8;

    /// <summary>Appends the text of tokens as one.</summary>
    public void Join(ReadOnlySpan<int> ids, TokenTextFlags leftOut)
    {
        foreach (int id in ids)
        {
            TokenTextFlags flags = _texts.Flags(id);
            if ((flags & leftOut) == 0)
            {
                Append(id, flags);
            }
        }

        if (_isInPart)
        {
            EndPart(keepsNothing: true);
        }

        _destination.EndText();
    }

    private void Append(int id, TokenTextFlags flags)
    {
        if ((flags & TokenTextFlags.StandsApart) != 0)
        {
            if (_isInPart)
            {
                EndPart(keepsNothing: false);
            }

            _destination.Append(_parts++ > 0 ? " "u8 : default);
            _destination.Append(_texts.Text(id));
            return;
        }

        if (!_isInPart)
        {
            _isInPart = true;
            _partStart = _destination.Length;
            _destination.Append(_parts > 0 ? " "u8 : default);
            _piecesStart = _destination.Length;
        }

        ReadOnlySpan<byte> text = _texts.Text(id);
        if ((flags & TokenTextFlags.HasRole) != 0)
        {
            _destination.Append(text);
            _destination.Append(" "u8);
            _piecesStart = _destination.Length;
            return;
        }

        bool isFirst = _destination.Length == _piecesStart && (flags & TokenTextFlags.KeepsMark) == 0;
        _destination.Append(isFirst && text.StartsWith(Mark) ? text.Slice(Mark.Length) : text);
    }

    /// <summary>Makes blanks of the marks and trims the part; one of which nothing is left is no part, unless it is the last.</summary>
    private void EndPart(bool keepsNothing)
    {
        Span<byte> part = _destination.Bytes.AsSpan(0, _destination.Length).Slice(_partStart + (_parts > 0 ? 1 : 0));
        int length = 0;
        int end = 0;
        for (int i = 0; i < part.Length;)
        {
            uint character = Utf8.Decode(ref part[i], out int used);
            bool isBlank = IsBlank(character);
            if (character == BlankMark)
            {
                part[length++] = (byte)' ';
            }
            else if (!isBlank || length > 0)
            {
                part.Slice(i, used).CopyTo(part.Slice(length));
                length += used;
            }

            length = isBlank && end == 0 ? 0 : length;
            end = isBlank ? end : length;
            i += used;
        }

        _isInPart = false;
        bool isKept = end > 0 || keepsNothing;
        _parts += isKept ? 1 : 0;
        _destination.Truncate(isKept ? _destination.Length - part.Length + end : _partStart);
    }

    /// <summary>What Python's <c>strip</c> takes away, and the mark, which is a blank by then.</summary>
    private static bool IsBlank(uint character) => character switch
    {
        >= 0x09 and <= 0x0D or >= 0x1C and <= 0x20 or 0x85 or 0xA0 or 0x1680 or >= 0x2000 and <= 0x200A or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000 or BlankMark => true,
        _ => false,
    };
}
