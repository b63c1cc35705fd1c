namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>Which step of a <see cref="MappedNormalizer"/> it is. The numbers are part of the table format.</summary>
internal enum TextStepKind
{
    UnicodeForm = 1,
    Map = 2,
    Strip = 3,
    Replace = 4,
    ReplaceRuns = 5,
    Prepend = 6,
    Precompiled = 7,
    ByteLevel = 8,
}
