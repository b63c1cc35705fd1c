using Sememe.Memory;

namespace Sememe;

/// <summary>Vectors of a text's tokens or words in context: a view of pooled memory, valid until it is disposed of.</summary>
/// <example><code>
/// using TokenVectors words = model.Contextualize(text, new() { Unit = ContextUnit.Word });
/// ReadOnlySpan&lt;float&gt; bank = words[words.IndexOf("bank")];
/// </code></example>
public readonly ref struct TokenVectors : IDisposable
{
    private readonly Workspace? _workspace;
    private readonly WorkspacePool _pool;
    private readonly int _version;
    private readonly ReadOnlySpan<char> _text;
    private readonly ReadOnlySpan<string> _words;

    internal TokenVectors(ReadOnlySpan<char> text, ReadOnlySpan<string> words, Workspace workspace, WorkspacePool pool, ContextInfo info, int dimensions)
    {
        _text = text;
        _words = words;
        workspace.IsLent = true;
        _workspace = workspace;
        _pool = pool;
        _version = workspace.Version;
        Info = info;
        Dimensions = dimensions;
    }

    /// <summary>Number of rows: tokens or words.</summary>
    public int Count => Info.Rows;

    /// <summary>Length of each vector: the model's hidden size; as many times that as there are layers laid end to end.</summary>
    public int Dimensions { get; }

    /// <summary>Tokens that went through the network, tokens cut off, backend.</summary>
    public ContextInfo Info { get; }

    /// <summary>[Dimensions] the vector of one token or word.</summary>
    /// <param name="row">From 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ObjectDisposedException">The view has been disposed of.</exception>
    public ReadOnlySpan<float> this[int row] => Workspace.Rows.Slice(Checked(row) * Dimensions, Dimensions);

    /// <summary>[Count × Dimensions] all vectors, row after row.</summary>
    /// <exception cref="ObjectDisposedException">The view has been disposed of.</exception>
    public ReadOnlySpan<float> Rows => Workspace.Rows[..(Count * Dimensions)];

    /// <summary>[Count] where each token or word stands in the text, in UTF-16 units; of words that were given, where they stand when one blank parts them.</summary>
    /// <exception cref="ObjectDisposedException">The view has been disposed of.</exception>
    public ReadOnlySpan<TextRange> Offsets => Workspace.Offsets[..Count];

    /// <summary>The part of the text that a row stands for.</summary>
    /// <param name="row">From 0 to <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<char> TextOf(int row) => _words.IsEmpty ? Workspace.Offsets[Checked(row)].Of(_text) : _words[Checked(row)];

    /// <summary>The first row at or after <paramref name="start"/> that stands for exactly this text, −1 when there is none.</summary>
    /// <param name="text">The token or word as it stands in the text.</param>
    /// <param name="start">Row to begin with.</param>
    /// <param name="comparison">How the two are compared.</param>
    public int IndexOf(ReadOnlySpan<char> text, int start = 0, StringComparison comparison = StringComparison.Ordinal)
    {
        for (int row = start; row < Count; row++)
        {
            if (TextOf(row).Equals(text, comparison))
            {
                return row;
            }
        }

        return -1;
    }

    /// <summary>Copies all vectors, row after row.</summary>
    /// <param name="destination">At least [Count × Dimensions].</param>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public void CopyTo(Span<float> destination)
    {
        if (destination.Length < Count * Dimensions)
        {
            throw new ArgumentException(
                $"{Count} vectors of {Dimensions} need room for {Count * Dimensions} numbers, the destination has {destination.Length}.", nameof(destination));
        }

        Rows.CopyTo(destination);
    }

    /// <summary>Gives the memory back. The vectors must not be used after it.</summary>
    public void Dispose()
    {
        if (_workspace is not null && _workspace.Version == _version)
        {
            _pool.Return(_workspace);
        }
    }

    private Workspace Workspace =>
        _workspace is not null && _workspace.Version == _version ? _workspace : throw new ObjectDisposedException(nameof(TokenVectors));

    private int Checked(int row) =>
        (uint)row < (uint)Count ? row : throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {Count} rows.");
}
