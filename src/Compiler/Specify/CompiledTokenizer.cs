using Sememe.Compiler.Collections;
using Sememe.Formats;

namespace Sememe.Compiler.Specify;

/// <summary>What the other files are checked against, and what is generated.</summary>
/// <param name="Source">The file that the vocabulary comes from.</param>
/// <param name="VocabularySize">One more than the highest token id.</param>
/// <param name="SpecialTokens">The tokens with a role.</param>
/// <param name="Tables">The compiled vocabulary; null when it lies in a file.</param>
/// <param name="TablesChecksum">Checksum of that file.</param>
internal sealed record CompiledTokenizer(string Source, int VocabularySize, EquatableArray<SpecialToken> SpecialTokens, CompiledTables? Tables, ulong? TablesChecksum)
{
    /// <summary>The highest token type that its template gives, and where <see cref="Source"/> states it.</summary>
    public Located<int> HighestType { get; init; }
}
