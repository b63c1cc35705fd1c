using System.Globalization;

namespace Sememe.Compiler.Folders;

/// <summary>What the generator has to know of a tables file: its checksum. Text, one fact a line.</summary>
internal static class TablesManifest
{
    private const string FirstLine = "sememe tables 1";
    private const string Checksum = "checksum ";

    public static string Write(ulong checksum) => $"{FirstLine}\n{Checksum}{checksum.ToString("X16", CultureInfo.InvariantCulture)}\n";

    /// <summary>The checksum; null for any other text.</summary>
    public static ulong? TryRead(string text)
    {
        string[] lines = text.Split('\n');
        if (lines.Length < 2 || lines[0] != FirstLine || !lines[1].StartsWith(Checksum, StringComparison.Ordinal))
        {
            return null;
        }

        string digits = lines[1].Substring(Checksum.Length);
        return ulong.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong checksum)
            ? checksum
            : null;
    }
}
