using Sememe.Compiler.Collections;
using Sememe.Tokenization.PreTokenizers;

namespace Sememe.Compiler.Tokenizers;

/// <summary>Cuts where a pattern matches: Split, and the pre-tokenizers that are Split with a pattern of their own.</summary>
internal sealed record SplitSpec(PatternSpec Pattern, SplitBehavior Behavior, bool Invert) : PreTokenizerSpec
{
    public override bool AllowsCutsAtBlanks => Pattern.EndsBeforeBlanks && Behavior is SplitBehavior.Isolated or SplitBehavior.Removed;
}

/// <summary>ByteLevel: what it cuts; that the model works on bytes then is the model's affair (see <see cref="BpeSpec.ByteLevel"/>).</summary>
internal sealed record ByteLevelSpec(bool AddPrefixSpace, bool UseRegex) : PreTokenizerSpec
{
    public override bool AllowsCutsAtBlanks => UseRegex;
}

/// <summary>UnicodeScripts.</summary>
internal sealed record UnicodeScriptsSpec : PreTokenizerSpec;

/// <summary>FixedLength.</summary>
internal sealed record FixedLengthSpec(int Length) : PreTokenizerSpec;

/// <summary>What Split looks for.</summary>
internal abstract record PatternSpec
{
    /// <summary>True when a match never reaches from an ASCII letter or digit over a blank, nor depends on what is beyond.</summary>
    public virtual bool EndsBeforeBlanks => false;
}

/// <summary>A text as it is.</summary>
internal sealed record LiteralPattern(string Text) : PatternSpec;

/// <summary>So many characters of a set; <see cref="NoLimit"/> for any number.</summary>
internal sealed record SetPattern(CharacterSet Set, int Fewest, int Most) : PatternSpec
{
    public const int NoLimit = int.MaxValue;
}

/// <summary>The pattern of Whitespace.</summary>
internal sealed record WordPattern : PatternSpec
{
    public override bool EndsBeforeBlanks => true;
}

/// <summary>GPT-2's pattern.</summary>
internal sealed record Gpt2Pattern : PatternSpec
{
    public override bool EndsBeforeBlanks => true;
}

/// <summary>The pattern of cl100k and those with another number of digits.</summary>
internal sealed record Cl100kPattern(int MostDigits) : PatternSpec
{
    public override bool EndsBeforeBlanks => true;
}

/// <summary>The pattern of o200k and its relatives.</summary>
internal sealed record O200kPattern(int MostDigits, bool Contractions) : PatternSpec
{
    public override bool EndsBeforeBlanks => true;
}

/// <summary>CLIP's pattern.</summary>
internal sealed record ClipPattern : PatternSpec;

/// <summary>Some characters, or all others.</summary>
internal sealed record CharacterSet(EquatableArray<CharacterSetItem> Items, bool Negated);

/// <summary>Characters from the first to the last, or those of a class, or all but those of a class.</summary>
internal sealed record CharacterSetItem(int First, int Last, CharacterClass Class = CharacterClass.None, bool Negated = false);

/// <summary>Classes of characters that patterns name.</summary>
internal enum CharacterClass
{
    None,
    Letter,
    Lowercase,
    Mark,
    Number,
    Decimal,
    White,
    WordCharacter,

    /// <summary>What Digits takes for a digit.</summary>
    Numeric,

    /// <summary>What Punctuation takes for punctuation.</summary>
    Punctuation,

    /// <summary>What WhitespaceSplit splits at.</summary>
    Space,
}
