using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>The decoder of a network that translates, as data: a stack of layers as the encoder's, each of which attends to the encoder's last hidden states too.</summary>
/// <remarks>Width, positions, activation and norms are the encoder's. Additive only, as <see cref="EncoderSpec"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DecoderSpec
{
    /// <summary>Rows of the decoder's word embedding table: tokens that it may write.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Number of layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Number of attention heads, to earlier tokens and to the source; the hidden size is a multiple of it.</summary>
    public required int Heads { get; init; }

    /// <summary>Width of the feed-forward layer.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>True when the decoder has a word embedding table of its own.</summary>
    public bool HasOwnEmbeddings { get; init; }

    /// <summary>The decoder's stack without its attention to the source, as a network of its own.</summary>
    internal EncoderSpec StackOf(EncoderSpec encoder) => encoder with
    {
        VocabularySize = VocabularySize,
        Layers = Layers,
        Heads = Heads,
        IntermediateSize = IntermediateSize,
        IsCausal = true,
        Decoder = null,
    };
}
