using Sememe.Tokenization.Decoders;

namespace Sememe;

/// <content>Token ids to text.</content>
public sealed partial class Tokenizer
{
    /// <summary>Writes the text that tokens stand for.</summary>
    /// <param name="ids">Token ids; ids that no token has are left out.</param>
    /// <param name="destination">Receives the text.</param>
    /// <param name="specialTokens">Whether special tokens are part of it.</param>
    /// <returns>Number of chars.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too small; the message says how many chars are needed.</exception>
    public int Decode(ReadOnlySpan<int> ids, Span<char> destination, SpecialTokenHandling specialTokens = SpecialTokenHandling.Skip)
    {
        int length = WriteText(ids, destination, specialTokens);
        return length <= destination.Length
            ? length
            : throw new ArgumentException($"The text needs {length} chars and the destination has {destination.Length}.", nameof(destination));
    }

    /// <summary>The text that tokens stand for, as a new string.</summary>
    /// <param name="ids">Token ids; ids that no token has are left out.</param>
    /// <param name="specialTokens">Whether special tokens are part of it.</param>
    public string Decode(ReadOnlySpan<int> ids, SpecialTokenHandling specialTokens = SpecialTokenHandling.Skip)
    {
        char[] text = new char[WriteText(ids, default, specialTokens)];
        WriteText(ids, text, specialTokens);
        return new string(text);
    }

    /// <summary>A decoder for tokens that come one after the other, such as generated text.</summary>
    /// <param name="specialTokens">Whether special tokens are part of the text.</param>
    public IncrementalDecoder CreateIncrementalDecoder(SpecialTokenHandling specialTokens = SpecialTokenHandling.Skip) => new(this, specialTokens);

    /// <summary>Writes what fits; returns the length of the whole text.</summary>
    internal int WriteText(ReadOnlySpan<int> ids, Span<char> destination, SpecialTokenHandling specialTokens)
    {
        DecodingParts decoding = Decoding;
        TokenTextFlags leftOut = specialTokens == SpecialTokenHandling.Skip ? TokenTextFlags.Absent | TokenTextFlags.Special : TokenTextFlags.Absent;
        Utf16Writer writer = new(destination);
        decoding.Decoder.Decode(ids, leftOut, ref writer);
        return writer.Length;
    }
}
