namespace Sememe.Tokenization.Unicode;

/// <summary>What the published regular expressions ask of a code point. The numbers are part of the table format.</summary>
[Flags]
internal enum PatternClass : byte
{
    /// <summary>Symbols, punctuation, controls: neither letter, number nor white.</summary>
    None = 0,

    /// <summary><c>\p{Lu}</c> and <c>\p{Lt}</c>.</summary>
    Uppercase = 1,

    /// <summary><c>\p{Ll}</c>.</summary>
    Lowercase = 2,

    /// <summary><c>\p{Lm}</c> and <c>\p{Lo}</c>.</summary>
    OtherLetter = 4,

    /// <summary><c>\p{M}</c>.</summary>
    Mark = 8,

    /// <summary><c>\p{N}</c>.</summary>
    Number = 16,

    /// <summary><c>\s</c>.</summary>
    White = 32,

    /// <summary><c>[\r\n]</c>, which is <see cref="White"/> too.</summary>
    Newline = 64,

    /// <summary><c>\p{L}</c>.</summary>
    Letter = Uppercase | Lowercase | OtherLetter,

    /// <summary>Everything that <c>[^\s\p{L}\p{N}]</c> leaves out.</summary>
    NotSymbol = Letter | Number | White,
}
