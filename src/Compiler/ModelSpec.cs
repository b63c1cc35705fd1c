using Sememe.Compiler.Collections;
using Sememe.Compiler.Tasks;
using Sememe.CompilerServices;

namespace Sememe.Compiler;

/// <summary>What a model folder means, its files cross-checked.</summary>
/// <remarks>After an error it holds what could be read all the same, so that generated constants are right wherever they are known.</remarks>
internal sealed record ModelSpec
{
    /// <summary>What it is for.</summary>
    public required TaskSpec Task { get; init; }

    /// <summary>Number of token ids.</summary>
    public int VocabularySize { get; init; } = 1;

    /// <summary>Longest input in tokens, special tokens included.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>The tokens with a part to play, in the order of their roles.</summary>
    public EquatableArray<SpecialToken> SpecialTokens { get; init; }

    /// <summary>Checksum of the file that holds the tokenizer's tables; null when the assembly holds them.</summary>
    public ulong? TablesChecksum { get; init; }

    /// <summary>Path of the weights file inside the model folder; null without weights, and when none could be chosen.</summary>
    public string? Weights { get; init; }

    /// <summary>The network; null without weights, and when it could not be read.</summary>
    public EncoderSpec? Encoder { get; init; }
}
