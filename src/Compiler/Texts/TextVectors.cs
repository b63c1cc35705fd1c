using System.Globalization;
using System.Runtime.InteropServices;
using Sememe.Formats;

namespace Sememe.Compiler.Texts;

/// <summary>The vectors of an <see cref="ExampleTexts"/> file, as the build writes them for the generator.</summary>
/// <param name="Key">Hash of all that they depend on: texts, model, tool.</param>
/// <param name="Checksum">The texts' <see cref="ExampleTexts.Checksum"/>.</param>
/// <param name="Dimensions">Length of a vector.</param>
/// <param name="Vectors">[texts × Dimensions] and behind them [labels × Dimensions], the means of the labels' vectors: little-endian float32, two code units each.</param>
internal sealed record TextVectors(string Key, ulong Checksum, int Dimensions, string Vectors)
{
    private const string FirstLine = "sememe text vectors 1";
    private const int UnitsOfFloat = sizeof(float) / sizeof(char);

    /// <summary>Rows: texts and labels.</summary>
    public int Rows => Dimensions == 0 ? 0 : Vectors.Length / (Dimensions * UnitsOfFloat);

    /// <summary>Code units of a number of rows.</summary>
    public int UnitsOf(int rows) => rows * Dimensions * UnitsOfFloat;

    /// <summary>From numbers.</summary>
    public static TextVectors Of(string key, ulong checksum, int dimensions, ReadOnlySpan<float> vectors) =>
        new(key, checksum, dimensions, MemoryMarshal.Cast<float, char>(vectors).ToString());

    /// <summary>As text that loses nothing.</summary>
    public string ToText() => string.Join(
        "\n",
        FirstLine,
        Key,
        Checksum.ToString("X16", CultureInfo.InvariantCulture),
        Dimensions.ToString(CultureInfo.InvariantCulture),
        BinaryText.Write(MemoryMarshal.AsBytes(Vectors.AsSpan()).ToArray()));

    /// <summary>The key of such a text; null for any other text.</summary>
    public static string? KeyOf(string text) => text.Split(['\n'], 3) is [FirstLine, { } key, _] ? key : null;

    /// <summary>What <see cref="ToText"/> wrote; null for any other text.</summary>
    public static TextVectors? TryRead(string file, string text)
    {
        if (text.Split(['\n'], 5) is not [FirstLine, { } key, { } checksum, { } dimensions, { } vectors]
            || !ulong.TryParse(checksum, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong texts)
            || !int.TryParse(dimensions, NumberStyles.None, CultureInfo.InvariantCulture, out int width))
        {
            return null;
        }

        try
        {
            byte[] bytes = BinaryText.Read(file, vectors);
            return width > 0 && bytes.Length % (width * sizeof(float)) == 0
                ? new TextVectors(key, texts, width, MemoryMarshal.Cast<byte, char>(bytes.AsSpan()).ToString())
                : null;
        }
        catch (ModelFormatException)
        {
            return null; // damaged: to be computed again
        }
    }
}
