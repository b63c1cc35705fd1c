using System.ComponentModel;
using Sememe.Tokenization.Tables;

namespace Sememe.CompilerServices;

/// <summary>The compiled vocabulary of one tokenizer, as generated code holds it. Not for direct use.</summary>
/// <remarks>Two literals, so that encoding never touches the text of the tokens.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TokenizerTables
{
    private readonly Func<TableBlob> _openDecoding;

    /// <summary>Takes the two literals.</summary>
    /// <param name="encoding">What encoding needs: code point tables, word table, trie, added tokens.</param>
    /// <param name="decoding">What decoding needs: the text of every token.</param>
    /// <exception cref="InvalidDataException">Not tables of this version of Sememe.</exception>
    public TokenizerTables(string encoding, string decoding)
    {
        Encoding = new TableBlob(encoding ?? throw new ArgumentNullException(nameof(encoding)));
        _ = decoding ?? throw new ArgumentNullException(nameof(decoding));
        _openDecoding = () => new TableBlob(decoding);
    }

    /// <summary>Takes two parts of a file, which stay as they are.</summary>
    internal TokenizerTables(ReadOnlyMemory<byte> encoding, ReadOnlyMemory<byte> decoding)
    {
        Encoding = new TableBlob(encoding);
        _openDecoding = () => new TableBlob(decoding);
    }

    internal TableBlob Encoding { get; }

    /// <summary>Opened by whoever decodes first: looking at the literal would load it.</summary>
    internal TableBlob OpenDecoding() => _openDecoding();
}
