namespace Sememe.Formats;

/// <summary>A binary file as text that loses nothing, so that the compiler can read it: a line that says what it is, then Base64.</summary>
internal static class BinaryText
{
    private const string Header = "sememe binary file 1";

    public static string Write(byte[] bytes) => Header + "\n" + Convert.ToBase64String(bytes) + "\n";

    /// <exception cref="ModelFormatException">Not written by <see cref="Write"/>.</exception>
    public static byte[] Read(string file, string text)
    {
        int end = text.IndexOf('\n');
        if (end < 0 || text.Substring(0, end).TrimEnd('\r') != Header)
        {
            throw new ModelFormatException(file, $"found a text that does not begin with \"{Header}\"; another version of the package wrote it: rebuild");
        }

        try
        {
            return Convert.FromBase64String(text.Substring(end + 1));
        }
        catch (FormatException)
        {
            throw new ModelFormatException(file, "found a text that is not Base64, expected what the build wrote; rebuild");
        }
    }
}
