using Sememe.Tokenization.Normalizers.Steps;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Normalizers;

/// <summary>ByteLevel at the end of the normalizers: every byte becomes the visible character that GPT-2 writes for it.</summary>
internal sealed class ByteLevelNormalizer : Normalizer
{
    /// <summary>Most bytes that one character becomes: two for each of its own.</summary>
    private const int MaxBytes = 2 * Utf8.MaxLength;

    public override void Normalize(NormalizedText source, NormalizedText destination)
    {
        for (int at = source.Start; at < source.End;)
        {
            destination.Reserve(MaxBytes);
            int start = destination.End;
            int length = Utf8.LengthOf(source.Bytes[at]);
            for (int i = 0; i < length; i++)
            {
                destination.End += Utf8.Encode(ByteLevelStep.CharacterOf(source.Bytes[at + i]), ref destination.Bytes[destination.End]);
            }

            destination.Align(start, at, destination.End - start, length);
            at += length;
        }
    }
}
