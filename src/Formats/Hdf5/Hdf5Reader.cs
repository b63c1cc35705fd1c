using Sememe.Formats.Tensors;

namespace Sememe.Formats.Hdf5;

/// <summary>Lists the datasets of an HDF5 file of weights, as h5py writes them: groups of plain floating-point datasets. Anything else is an error that names it.</summary>
/// <remarks>
/// HDF5 File Format Specification 3.0. A reader of our own, because it also runs inside the build, which depends on nothing else, and because only
/// addresses are wanted: the numbers are mapped.
/// </remarks>
internal static class Hdf5Reader
{
    private const int DeepestGroup = 32;

    /// <summary>Reads groups and headers; the numbers are not touched.</summary>
    /// <param name="stream">The file from its start; seekable.</param>
    /// <param name="file">Name of the file in the model folder.</param>
    /// <exception cref="ModelFormatException">The file is truncated, corrupt, of another kind, or uses what is not read.</exception>
    public static TensorDirectory Read(Stream stream, string file)
    {
        byte[] head = new byte[GitLfs.HeadLength];
        GitLfs.RefusePointer(file, head, stream.ReadUpTo(head, head.Length));
        Hdf5Source source = new(stream, file);
        List<TensorEntry> tensors = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        Walk(source, "", Hdf5Superblock.ReadRoot(source), tensors, names, DeepestGroup);
        return new TensorDirectory(file, source.Length, tensors);
    }

    private static void Walk(Hdf5Source source, string name, long header, List<TensorEntry> tensors, HashSet<string> names, int depth)
    {
        List<Hdf5Message> messages = Hdf5ObjectHeader.Read(source, header);
        if (!Hdf5Group.IsGroup(messages))
        {
            tensors.Add(Hdf5Dataset.Read(source, name, header, messages));
            return;
        }

        if (depth == 0)
        {
            throw ModelFormatException.At(source.File, header, $"found group '{name}' deeper than {DeepestGroup} groups, expected an end; a group holds itself or the file is corrupt");
        }

        foreach (Hdf5Link link in Hdf5Group.ReadLinks(source, messages))
        {
            string path = name.Length == 0 ? link.Name : name + "/" + link.Name;
            if (!names.Add(path))
            {
                throw ModelFormatException.At(source.File, header, $"found '{path}' a second time, expected each name once");
            }

            Walk(source, path, link.Header, tensors, names, depth - 1);
        }
    }
}
