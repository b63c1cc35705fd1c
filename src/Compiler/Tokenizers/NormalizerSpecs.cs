using Sememe.Compiler.Collections;
using Sememe.Compiler.Tokenizers.Unicode;

namespace Sememe.Compiler.Tokenizers;

/// <summary>NFC, NFD, NFKC or NFKD.</summary>
internal sealed record UnicodeFormSpec(bool Composes, bool IsCompatible) : NormalizerSpec
{
    public override bool AllowsCutsAtBlanks => true;
}

/// <summary>Lowercase.</summary>
internal sealed record LowercaseSpec : NormalizerSpec
{
    public override bool AllowsCutsAtBlanks => true;
}

/// <summary>StripAccents: marks vanish.</summary>
internal sealed record StripAccentsSpec : NormalizerSpec
{
    public override bool AllowsCutsAtBlanks => true;
}

/// <summary>Nmt.</summary>
internal sealed record NmtSpec : NormalizerSpec
{
    public override bool AllowsCutsAtBlanks => true;
}

/// <summary>Strip.</summary>
internal sealed record StripSpec(bool Left, bool Right) : NormalizerSpec;

/// <summary>Replace of a string.</summary>
internal sealed record ReplaceSpec(string Pattern, string Content) : NormalizerSpec
{
    public override bool AllowsCutsAtBlanks => !Pattern.Contains(' ');
}

/// <summary>Replace of so and so many characters of a kind.</summary>
/// <param name="Characters">The kind.</param>
/// <param name="Fewest">Fewest of them.</param>
/// <param name="Most">Most of them.</param>
/// <param name="Content">What they become.</param>
internal sealed record ReplaceRunsSpec(EquatableArray<CodePointRange> Characters, int Fewest, int Most, string Content) : NormalizerSpec
{
    /// <summary>A run that holds a blank begins with it, unless letters are of the kind too.</summary>
    public override bool AllowsCutsAtBlanks => !Characters.Any(static range => range.First < 0x80 && range.First != ' ' && range.Last > ' ' && range.Last != ' ')
        && !Characters.Any(static range => range.First < ' ' && range.Last > ' ');
}

/// <summary>Prepend.</summary>
internal sealed record PrependSpec(string Text) : NormalizerSpec;

/// <summary>Precompiled: SentencePiece's charsmap in Base64.</summary>
internal sealed record PrecompiledSpec(string Charsmap) : NormalizerSpec
{
    public override bool AllowsCutsAtBlanks => true;
}

/// <summary>ByteLevel as a normalizer.</summary>
internal sealed record ByteLevelNormalizerSpec : NormalizerSpec;

/// <summary>Changes nothing, for steps that may not write into the caller's text.</summary>
internal sealed record IdentitySpec : NormalizerSpec
{
    public override bool AllowsCutsAtBlanks => true;
}
