using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Decoders.Steps;

/// <summary>BPEDecoder: the suffix of words is a blank, in the last token nothing.</summary>
/// <remarks><code>the suffix as UTF-8</code></remarks>
internal sealed class BpeDecoder(TableBlob tables, TableSection suffix) : DecoderStep
{
    public override void Decode(TextList source, TextList destination)
    {
        ReadOnlySpan<byte> pattern = tables.Slice(suffix);
        for (int i = 0; i < source.Count; i++)
        {
            Replacement.Append(source[i], pattern, i + 1 < source.Count ? " "u8 : default, destination);
            destination.EndText();
        }
    }
}
