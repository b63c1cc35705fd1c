using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Decoders.Steps;

/// <summary>WordPiece among other decoders; alone, <see cref="WordPieceDecoder"/> does it by tables.</summary>
/// <remarks><code>i32 length of the prefix   i32 1: cleans up   the prefix as UTF-8</code></remarks>
internal sealed class WordPieceStep : DecoderStep
{
    private const int HeaderLength = 8;

    private readonly byte[] _prefix;
    private readonly bool _cleansUp;

    public WordPieceStep(TableBlob tables, TableSection parameters)
    {
        ReadOnlySpan<byte> section = tables.Slice(parameters);
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(section.Slice(0, HeaderLength));
        _prefix = section.Slice(HeaderLength, numbers[0]).ToArray();
        _cleansUp = numbers[1] != 0;
    }

    public override void Decode(TextList source, TextList destination)
    {
        for (int i = 0; i < source.Count; i++)
        {
            int start = destination.Length;
            ReadOnlySpan<byte> text = source[i];
            bool continues = i > 0 && text.StartsWith(_prefix);
            destination.Append(i > 0 && !continues ? " "u8 : default);
            destination.Append(continues ? text.Slice(_prefix.Length) : text);
            if (_cleansUp)
            {
                EnglishCleanUp.Apply(start, destination);
            }

            destination.EndText();
        }
    }
}
