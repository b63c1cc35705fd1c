using System.Globalization;
using Sememe.Compiler.Collections;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>Reads regular expressions that are one set of characters, and how many of them: <c>\s+</c>, <c> {2,}</c>, <c>[A-Z]</c>, <c>\d{1,3}</c>.</summary>
internal sealed class SetPatternReader
{
    private const string Special = @".^$|?*+()[]{}\";

    private readonly string _regex;
    private int _at;

    private SetPatternReader(string regex) => _regex = regex;

    private char Current => _at < _regex.Length ? _regex[_at] : '\0';

    /// <summary>Null for anything else.</summary>
    public static PatternSpec? Read(string regex)
    {
        SetPatternReader reader = new(regex);
        return reader.ReadSet() is { } set && reader.ReadQuantifier() is ({ } fewest, { } most) && reader._at == regex.Length
            ? new SetPattern(set, fewest, most)
            : null;
    }

    private CharacterSet? ReadSet()
    {
        if (Current == '[')
        {
            _at++;
            return ReadBrackets();
        }

        if (Current == '.')
        {
            _at++;
            return new CharacterSet(new([new CharacterSetItem('\n', '\n')]), Negated: true);
        }

        if (_at >= _regex.Length || (Current != '\\' && IsSpecial(Current)))
        {
            return null;
        }

        return ReadItem() is { } item ? new CharacterSet(new([item]), Negated: false) : null;
    }

    private static bool IsSpecial(char character) => Special.AsSpan().IndexOf(character) >= 0;

    private CharacterSet? ReadBrackets()
    {
        bool negated = Current == '^';
        _at += negated ? 1 : 0;
        List<CharacterSetItem> items = [];
        while (_at < _regex.Length && Current != ']')
        {
            // Nested sets, intersections and names in brackets are not modelled.
            if (Current is '[' or '&' || ReadItem() is not { } item)
            {
                return null;
            }

            if (Current == '-' && _at + 1 < _regex.Length && _regex[_at + 1] != ']')
            {
                _at++;
                if (item.Class != CharacterClass.None || Current == '[' || ReadItem() is not { Class: CharacterClass.None } last || last.First < item.First)
                {
                    return null;
                }

                item = new CharacterSetItem(item.First, last.First);
            }

            items.Add(item);
        }

        _at++;
        return items.Count > 0 && _at <= _regex.Length ? new CharacterSet(items.ToEquatableArray(), negated) : null;
    }

    /// <summary>A character, or a class behind a backslash.</summary>
    private CharacterSetItem? ReadItem()
    {
        if (Current != '\\')
        {
            int character = char.IsSurrogatePair(_regex, _at) ? char.ConvertToUtf32(_regex, _at) : Current;
            _at += character > char.MaxValue ? 2 : 1;
            return character is >= 0xD800 and <= 0xDFFF ? null : new CharacterSetItem(character, character);
        }

        _at++;
        char escape = Current;
        _at++;
        return escape switch
        {
            'n' => One('\n'),
            'r' => One('\r'),
            't' => One('\t'),
            'f' => One('\f'),
            'd' => Of(CharacterClass.Decimal),
            'D' => Of(CharacterClass.Decimal, negated: true),
            's' => Of(CharacterClass.White),
            'S' => Of(CharacterClass.White, negated: true),
            'w' => Of(CharacterClass.WordCharacter),
            'W' => Of(CharacterClass.WordCharacter, negated: true),
            'p' => ReadProperty(negated: false),
            'P' => ReadProperty(negated: true),
            '\0' => null,
            _ => escape is >= '!' and <= '/' or >= ':' and <= '@' or >= '[' and <= '`' or >= '{' and <= '~' or ' ' ? One(escape) : null,
        };
    }

    private static CharacterSetItem One(char character) => new(character, character);

    private static CharacterSetItem Of(CharacterClass kind, bool negated = false) => new(0, 0, kind, negated);

    private CharacterSetItem? ReadProperty(bool negated)
    {
        int close = _regex.IndexOf('}', _at < _regex.Length ? _at : 0);
        if (Current != '{' || close < 0)
        {
            return null;
        }

        string name = _regex.Substring(_at + 1, close - _at - 1);
        _at = close + 1;
        CharacterClass kind = name switch
        {
            "L" => CharacterClass.Letter,
            "Ll" => CharacterClass.Lowercase,
            "M" => CharacterClass.Mark,
            "N" => CharacterClass.Number,
            "Nd" => CharacterClass.Decimal,
            _ => CharacterClass.None,
        };
        return kind == CharacterClass.None ? null : Of(kind, negated);
    }

    /// <summary>Fewest and most; null when the match may be empty, or for quantifiers behind quantifiers.</summary>
    private (int Fewest, int Most)? ReadQuantifier()
    {
        if (_at == _regex.Length)
        {
            return (1, 1);
        }

        if (Current == '+')
        {
            _at += _at + 1 < _regex.Length && _regex[_at + 1] == '+' ? 2 : 1;
            return (1, SetPattern.NoLimit);
        }

        if (Current != '{' || _regex[_regex.Length - 1] != '}')
        {
            return null;
        }

        string[] numbers = _regex.Substring(_at + 1, _regex.Length - _at - 2).Split(',');
        _at = _regex.Length;
        if (numbers.Length > 2 || !TryRead(numbers[0], out int fewest) || fewest == 0)
        {
            return null;
        }

        return numbers.Length == 1 ? (fewest, fewest)
            : numbers[1].Length == 0 ? (fewest, SetPattern.NoLimit)
            : TryRead(numbers[1], out int most) && most >= fewest ? (fewest, most)
            : null;
    }

    private static bool TryRead(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
