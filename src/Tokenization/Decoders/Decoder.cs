namespace Sememe.Tokenization.Decoders;

/// <summary>Back from tokens to text.</summary>
internal abstract class Decoder
{
    /// <summary>Writes the text of tokens.</summary>
    /// <param name="ids">Tokens.</param>
    /// <param name="leftOut">Tokens with one of these flags are left out, as if they were not there.</param>
    /// <param name="writer">Where the text goes.</param>
    public abstract void Decode(ReadOnlySpan<int> ids, TokenTextFlags leftOut, ref Utf16Writer writer);
}
