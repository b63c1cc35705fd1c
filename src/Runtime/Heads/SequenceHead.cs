using Sememe.Backends;
using Sememe.Memory;

namespace Sememe.Heads;

/// <summary>Sequences → one row of numbers each: what tasks with a result per text have in common. Runs one text and the blocks of a batch alike.</summary>
internal abstract class SequenceHead
{
    /// <summary>Numbers per sequence.</summary>
    public abstract int Width { get; }

    /// <summary>Which backend runs the network.</summary>
    public abstract Backend Backend { get; }

    /// <summary>Runs the network and the head.</summary>
    /// <param name="batch">The sequences.</param>
    /// <param name="workspace">Memory; may hold the batch's tokens.</param>
    /// <param name="results">[sequences × width].</param>
    /// <param name="cancellation">Ends the run.</param>
    public abstract void Run(in SequenceBatch batch, Workspace workspace, Span<float> results, CancellationToken cancellation);
}
