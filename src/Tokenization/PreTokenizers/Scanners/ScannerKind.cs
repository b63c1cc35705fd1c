namespace Sememe.Tokenization.PreTokenizers.Scanners;

/// <summary>Which pattern a Split looks for. The numbers are part of the table format.</summary>
internal enum ScannerKind
{
    /// <summary>A text as it is; its bytes are the parameters.</summary>
    Literal = 0,

    /// <summary>Characters of a set.</summary>
    Set = 1,

    /// <summary>Words and what stands between them.</summary>
    Word = 2,

    Gpt2 = 3,

    /// <summary>The option is how many digits match at most.</summary>
    Cl100k = 4,

    /// <summary>The option is how many digits match at most, negative for a pattern without contractions.</summary>
    O200k = 5,

    Clip = 6,
}
