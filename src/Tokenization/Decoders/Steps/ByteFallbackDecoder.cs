using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Decoders.Steps;

/// <summary>ByteFallback: runs of tokens like <c>&lt;0xE2&gt;</c> are UTF-8; where a run is none, U+FFFD stands for each of its bytes.</summary>
internal sealed class ByteFallbackDecoder : DecoderStep
{
    public override void Decode(TextList source, TextList destination)
    {
        int run = 0;
        for (int i = 0; i < source.Count; i++)
        {
            int value = ByteOf(source[i]);
            if (value >= 0)
            {
                destination.Append([(byte)value]);
                run++;
                continue;
            }

            EndRun(run, destination);
            run = 0;
            destination.Add(source[i]);
        }

        EndRun(run, destination);
    }

    private static void EndRun(int length, TextList destination)
    {
        if (length == 0)
        {
            return;
        }

        int start = destination.Length - length;
        if (Utf8.FindInvalid(destination.Bytes.AsSpan(start, length)) < 0)
        {
            destination.EndText();
            return;
        }

        destination.Truncate(start);
        for (int i = 0; i < length; i++)
        {
            destination.Add("\uFFFD"u8);
        }
    }

    private static int ByteOf(ReadOnlySpan<byte> text)
    {
        if (text.Length != 6 || !text.StartsWith("<0x"u8) || text[5] != '>')
        {
            return -1;
        }

        // Rust reads a sign as well: <0x+A> is a line end.
        int high = text[3] == '+' ? 0 : DigitOf(text[3]);
        int low = DigitOf(text[4]);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int DigitOf(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        _ => -1,
    };
}
