using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary><c>merges.txt</c>: a line with the version, then a merge per line.</summary>
internal static class MergesText
{
    public const string FileName = "merges.txt";

    private const string VersionMark = "#version";

    /// <summary>The merges in their order.</summary>
    /// <exception cref="ModelFormatException">A Git LFS pointer, a first line that is no version, or a line that is no merge.</exception>
    public static MergeEntry[] Read(string file, string text)
    {
        GitLfs.RefusePointer(file, text);
        if (!text.StartsWith(VersionMark, StringComparison.Ordinal))
        {
            throw ModelFormatException.At(
                file, 1, 1, "found no \"#version\" in the first line, expected it: some readers leave out the first line and some do not, whatever it says");
        }

        string[] lines = Configs.VocabularyText.Read(file, text);
        List<MergeEntry> merges = new(lines.Length);
        for (int i = 1; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(VersionMark, StringComparison.Ordinal))
            {
                merges.Add(BpeReader.Split(lines[i], new TextPosition(i + 1, 1))
                    ?? throw ModelFormatException.At(file, i + 1, 1, $"found \"{lines[i]}\", expected two tokens with one blank between them"));
            }
        }

        return [.. merges];
    }
}
