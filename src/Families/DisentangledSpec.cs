using System.ComponentModel;
using Sememe.Families;

namespace Sememe.CompilerServices;

/// <summary>Disentangled attention (He et al. 2021): scores of content with content, of content with distance and of distance with content.</summary>
/// <remarks>Additive only, as <see cref="EncoderSpec"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DisentangledSpec
{
    /// <summary>Distances that are told apart in each direction; the table of relative embeddings has twice as many rows.</summary>
    public required int Span { get; init; }

    /// <summary>Largest distance that the logarithmic buckets reach; 0 when distances are not put into buckets.</summary>
    public int BucketReach { get; init; }

    /// <summary>True when queries meet the embedding of the distance (c2p).</summary>
    public bool ContentToPosition { get; init; }

    /// <summary>True when keys meet the embedding of the distance (p2c).</summary>
    public bool PositionToContent { get; init; }

    /// <summary>True when distances are projected by the same matrices as content.</summary>
    public bool SharesProjections { get; init; }

    /// <summary>True when the relative embeddings pass a LayerNorm.</summary>
    public bool NormsEmbeddings { get; init; }

    /// <summary>How many scores are added up, which the scale of the sum takes into account.</summary>
    internal int Terms => 1 + (ContentToPosition ? 1 : 0) + (PositionToContent ? 1 : 0);

    /// <summary>The row of the relative embeddings that a distance has.</summary>
    /// <param name="distance">Position of the query less that of the key.</param>
    internal int RowOf(int distance)
    {
        int bucket = BucketReach > 0 ? RelativeDistance.LogBucket(distance, Span, BucketReach) : distance;
        return Math.Min(Math.Max(bucket + Span, 0), (2 * Span) - 1);
    }
}
