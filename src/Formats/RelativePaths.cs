namespace Sememe.Formats;

/// <summary>Places of files that another file of a model folder names.</summary>
internal static class RelativePaths
{
    /// <summary>
    /// The file inside the model folder that another one means by a location relative to itself; null when that is not a relative path, or one
    /// that leaves the model folder.
    /// </summary>
    /// <param name="file">The file inside the model folder, with forward slashes.</param>
    /// <param name="location">What the file says.</param>
    public static string? Resolve(string file, string location)
    {
        if (location.Length == 0 || location[0] == '/' || location.IndexOfAny(['\\', ':', '\0']) >= 0)
        {
            return null;
        }

        List<string> parts = [.. file.Split('/')];
        parts.RemoveAt(parts.Count - 1);
        foreach (string part in location.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return parts.Count == 0 ? null : string.Join("/", parts);
    }
}
