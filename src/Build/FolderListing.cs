namespace Sememe.Build;

/// <summary>The files of a model folder: not those of hidden folders (<c>.git</c>, <c>.cache</c>), and links to folders are followed once, so that a loop of them ends.</summary>
internal static class FolderListing
{
    /// <summary>Paths inside the folder, with <c>/</c>, in ordinal order.</summary>
    public static string[] Of(string folder)
    {
        List<string> files = [];
        Add(files, new DirectoryInfo(folder), "", isBehindLink: false);
        files.Sort(StringComparer.Ordinal);
        return [.. files];
    }

    private static void Add(List<string> files, DirectoryInfo folder, string prefix, bool isBehindLink)
    {
        foreach (FileInfo file in folder.EnumerateFiles())
        {
            files.Add(prefix + file.Name);
        }

        foreach (DirectoryInfo inner in folder.EnumerateDirectories())
        {
            bool isLink = (inner.Attributes & FileAttributes.ReparsePoint) != 0;
            if (inner.Name[0] != '.' && !(isLink && (isBehindLink || !inner.Exists)))
            {
                Add(files, inner, prefix + inner.Name + "/", isBehindLink || isLink);
            }
        }
    }
}
