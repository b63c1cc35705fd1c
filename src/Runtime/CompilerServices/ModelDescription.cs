using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>Everything that the build knows of a model. Written by generated code.</summary>
/// <remarks>Additive only, as <see cref="EncoderSpec"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ModelDescription
{
    /// <summary>Name of the model, as the attribute has it.</summary>
    public required string Name { get; init; }

    /// <summary>Folder of the weights below the application's folder, with forward slashes: <c>models/all-MiniLM-L6-v2</c>.</summary>
    public required string Folder { get; init; }

    /// <summary>Weights file inside the folder, with forward slashes: <c>onnx/model.onnx</c>.</summary>
    public required string Weights { get; init; }

    /// <summary>Longest input in tokens, special tokens included.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>The tokenizer; null for a network that takes characters of words (ELMo).</summary>
    public Tokenizer? Tokenizer { get; init; }

    /// <summary>The network.</summary>
    public required EncoderSpec Encoder { get; init; }

    /// <summary>What makes a sentence vector of the network's hidden states; null for other tasks.</summary>
    public SentenceSpec? Sentence { get; init; }

    /// <summary>What stands on top of the network; null for nothing.</summary>
    public HeadSpec? Head { get; init; }

    /// <summary>How logits become scores, for classes and values.</summary>
    public ScoreFunction Scores { get; init; }

    /// <summary>What labels of tokens mean; null for other tasks.</summary>
    public TagScheme? Tags { get; init; }

    /// <summary>How the model translates; null for other tasks.</summary>
    public TranslationSpec? Translation { get; init; }

    /// <summary>Tokens that end a generated text.</summary>
    public IReadOnlyList<int> EndTokens { get; init; } = [];
}
