using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>ByteLevel: every byte of UTF-8 becomes the visible character that GPT-2 writes for it.</summary>
internal sealed class ByteLevelStep : TextStep
{
    public override void Apply(CharacterList source, CharacterList destination, StretchEdges edges, StepMemory memory)
    {
        Span<byte> bytes = stackalloc byte[Utf8.MaxLength];
        for (int i = 0; i < source.Count; i++)
        {
            int length = Utf8.Encode(source.CodePoints[i], ref bytes[0]);
            foreach (byte value in bytes.Slice(0, length))
            {
                destination.Add(CharacterOf(value), source, i);
            }
        }
    }

    /// <summary>Visible Latin-1 characters stand for themselves, the others for what follows Latin-1, in order.</summary>
    public static uint CharacterOf(byte value) => value switch
    {
        <= 0x20 => 0x100u + value,
        < 0x7F => value,
        <= 0xA0 => 0x100u + 0x21 + value - 0x7F,
        0xAD => 0x143,
        _ => value,
    };
}
