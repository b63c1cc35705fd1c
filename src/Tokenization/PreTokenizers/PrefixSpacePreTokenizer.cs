using Sememe.Tokenization.Pipeline;

namespace Sememe.Tokenization.PreTokenizers;

/// <summary>ByteLevel's add_prefix_space: a blank before every split that does not start with one, in the place of the split's first character.</summary>
internal sealed class PrefixSpacePreTokenizer : PreTokenizer
{
    public override bool Rewrites => true;

    public override void Rewrite(NormalizedText text, int start, int end, NormalizedText destination)
    {
        int length = end - start;
        destination.Reserve(length + 1);
        int at = destination.End;
        if (text.Bytes[start] != ' ')
        {
            destination.Bytes[at] = (byte)' ';
            destination.Align(at, start, 1, Unicode.Utf8.LengthOf(text.Bytes[start]));
            at++;
        }

        text.Bytes.AsSpan(start, length).CopyTo(destination.Bytes.AsSpan(at));
        destination.AlignCopy(at, start, length);
        destination.End = at + length;
    }

    public override bool Next(NormalizedText text, SplitBatch batch)
    {
        batch.Starts[0] = batch.Position;
        batch.Ends[0] = batch.End;
        batch.Count = batch.Position < batch.End ? 1 : 0;
        batch.Position = batch.End;
        return batch.Count > 0;
    }
}
