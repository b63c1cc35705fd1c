namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>Which ends of a text are ends of a stretch of it.</summary>
[Flags]
internal enum StretchEdges
{
    None = 0,
    Start = 1,
    End = 2,
}
