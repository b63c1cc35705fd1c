using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.PreTokenizers.Scanners;

/// <summary>Finds what a pattern matches, from left to right, as the engine that Hugging Face uses does.</summary>
internal abstract class Scanner
{
    /// <summary>Opens a scanner.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="option">What <see cref="ScannerKind"/> says.</param>
    /// <param name="tables">Tables.</param>
    /// <param name="parameters">Its own part of them.</param>
    /// <exception cref="InvalidDataException">This version does not know it.</exception>
    public static Scanner Create(ScannerKind kind, int option, TableBlob tables, TableSection parameters) => kind switch
    {
        ScannerKind.Literal => new LiteralScanner(tables, parameters),
        ScannerKind.Set => new SetScanner(tables, parameters),
        ScannerKind.Word => new WordScanner(tables),
        ScannerKind.Gpt2 => new Gpt2Scanner(tables),
        ScannerKind.Cl100k => new Cl100kScanner(tables, option),
        ScannerKind.O200k => new O200kScanner(tables, Math.Abs(option), contractions: option > 0),
        ScannerKind.Clip => new ClipScanner(tables),
        _ => throw new InvalidDataException($"The tokenizer tables name pattern {(int)kind}, which this Sememe does not know. Rebuild with one version of the package."),
    };

    /// <summary>The first match that starts at <paramref name="from"/> or behind it.</summary>
    /// <param name="text">UTF-8; four bytes behind <paramref name="end"/> may be read.</param>
    /// <param name="from">First byte of a character.</param>
    /// <param name="end">Behind the last byte: the pattern sees nothing beyond it.</param>
    /// <param name="matchStart">First byte of the match.</param>
    /// <param name="matchEnd">Behind its last byte; matches are not empty.</param>
    /// <returns>False when there is none.</returns>
    public abstract bool TryFind(byte[] text, int from, int end, out int matchStart, out int matchEnd);
}
