using Sememe.CompilerServices;
using Sememe.Families.Weights;
using Sememe.Formats.Tensors;

namespace Sememe.Weights;

/// <summary>The weights of a network in memory, by role. Owns the memory: pointers and views of it end with <see cref="Dispose"/>.</summary>
internal sealed unsafe class ModelWeights : IDisposable
{
    private readonly Dictionary<string, MappedFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<TensorEntry, InlineBytes> _inline = [];

    private ModelWeights(string folder, WeightTable table)
    {
        Folder = folder;
        Table = table;
    }

    /// <summary>The model folder.</summary>
    public string Folder { get; }

    /// <summary>What the file holds and where.</summary>
    public WeightTable Table { get; }

    /// <summary>True when any matrix is stored as integers.</summary>
    public bool IsQuantized => Table.IsQuantized;

    /// <summary>True when the family has a tensor for a part: norms and biases may be missing by design.</summary>
    public bool Has(WeightPart part, int layer, WeightKind kind = WeightKind.Weight) => Table.Sources.ContainsKey(new WeightRole(part, kind, layer));

    /// <summary>The tensor of a role that the family requires.</summary>
    public WeightView this[WeightRole role]
    {
        get
        {
            WeightSource source = Table[role];
            return new WeightView(source, View(source.Tensor), ViewIfAny(source.Quantization?.Scale), ViewIfAny(source.Quantization?.ZeroPoint));
        }
    }

    /// <summary>Reads what a weights file holds and finds every tensor of the network in it, without bringing it into memory.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="file">The weights file inside it.</param>
    /// <param name="spec">The network.</param>
    /// <param name="description">What the file holds: for an ONNX file its graph too.</param>
    /// <param name="head">What stands on top of the network; null for nothing.</param>
    /// <exception cref="ModelFormatException">The file is missing, truncated or corrupt.</exception>
    public static WeightMatch Match(string folder, string file, EncoderSpec spec, out WeightsFile description, HeadSpec? head = null)
    {
        try
        {
            description = WeightsFile.Read(folder, file);
            return WeightMatcher.Match(spec, description, head);
        }
        catch (ModelFormatException exception)
        {
            throw exception.InFolder(folder);
        }
    }

    /// <summary>Reads what a weights file holds, finds every tensor of the network in it, and brings it into memory.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="file">The weights file inside it.</param>
    /// <param name="spec">The network.</param>
    /// <param name="copy">True to copy the file instead of mapping it.</param>
    /// <param name="head">What stands on top of the network; null for nothing.</param>
    /// <exception cref="ModelFormatException">The file is missing, truncated, corrupt, or holds other weights than the specification asks for.</exception>
    public static ModelWeights Open(string folder, string file, EncoderSpec spec, bool copy, HeadSpec? head = null)
    {
        WeightMatch match = Match(folder, file, spec, out _, head);
        return match.Table is { } table ? Map(folder, table, copy) : throw Mismatch(folder, file, match);
    }

    /// <summary>The error that a match without a table means.</summary>
    public static ModelFormatException Mismatch(string folder, string file, WeightMatch match)
    {
        string others = match.Problems.Count > 1 ? $" ({match.Problems.Count - 1} more problems of this file)" : "";
        return new ModelFormatException(Path.Combine(folder, file), match.Problems[0].Message + others);
    }

    /// <summary>Brings the files of a table into memory.</summary>
    /// <param name="folder">The model folder, which file names of the table are relative to.</param>
    /// <param name="table">What to find where.</param>
    /// <param name="copy">True to copy the files instead of mapping them.</param>
    /// <exception cref="ModelFormatException">A file is missing or too short for a tensor.</exception>
    public static ModelWeights Map(string folder, WeightTable table, bool copy)
    {
        ModelWeights weights = new(folder, table);
        try
        {
            foreach (WeightSource source in table.Sources.Values)
            {
                weights.Require(source.Tensor, copy);
                weights.Require(source.Quantization?.Scale, copy);
                weights.Require(source.Quantization?.ZeroPoint, copy);
            }

            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    /// <summary>A tensor of <see cref="Table"/>, by entry.</summary>
    /// <exception cref="ObjectDisposedException">The weights have been disposed.</exception>
    public TensorView View(TensorEntry entry) =>
        entry.Inline is null ? new(entry, _files[entry.File].Data + entry.Offset) : new(entry, _inline[entry].Data);

    /// <summary>Forgets what has been read of mapped files: after packing, most of it is not read again.</summary>
    public void ReleasePages()
    {
        foreach (MappedFile file in _files.Values)
        {
            file.ReleasePages();
        }
    }

    public void Dispose()
    {
        foreach (MappedFile file in _files.Values)
        {
            file.Dispose();
        }

        foreach (InlineBytes bytes in _inline.Values)
        {
            bytes.Dispose();
        }
    }

    private TensorView? ViewIfAny(TensorEntry? entry) => entry is null ? null : View(entry);

    private void Require(TensorEntry? entry, bool copy)
    {
        if (entry is null)
        {
            return;
        }

        if (entry.Inline is { } inline)
        {
            if (!_inline.ContainsKey(entry))
            {
                _inline.Add(entry, new InlineBytes(Convert.FromBase64String(inline)));
            }

            return;
        }

        if (!_files.TryGetValue(entry.File, out MappedFile? file))
        {
            file = MappedFile.Open(Path.Combine(Folder, entry.File), copy);
            _files.Add(entry.File, file);
        }

        if (entry.Offset < 0 || entry.ByteLength < 0 || entry.Offset > file.Length - entry.ByteLength)
        {
            throw new ModelFormatException(
                Path.Combine(Folder, entry.File),
                $"found {file.Length:N0} bytes, expected tensor '{entry.Name}' at bytes {entry.Offset:N0} to {entry.Offset + entry.ByteLength:N0}; the file is truncated or another one");
        }
    }
}
