namespace Sememe.Formats.SentencePiece;

/// <summary>A SentencePiece model file (<c>spiece.model</c>, <c>sentencepiece.bpe.model</c>, <c>source.spm</c>), as far as tokenizing needs it.</summary>
internal sealed record SentencePieceModel
{
    /// <summary>Number in the file of the model type Unigram.</summary>
    public const int Unigram = 1;

    /// <summary>Number in the file of the model type BPE.</summary>
    public const int Bpe = 2;

    /// <summary>Name of the file, for messages.</summary>
    public required string File { get; init; }

    /// <summary>By id.</summary>
    public required IReadOnlyList<SentencePieceEntry> Pieces { get; init; }

    /// <summary>1 is Unigram, 2 BPE, 3 words, 4 characters.</summary>
    public required int ModelType { get; init; }

    public required int UnknownId { get; init; }

    public required bool ByteFallback { get; init; }

    public required bool TreatsWhitespaceAsSuffix { get; init; }

    /// <summary>What the unknown piece decodes to.</summary>
    public required string UnknownSurface { get; init; }

    /// <summary>Empty for an identity.</summary>
    public required byte[] Charsmap { get; init; }

    /// <summary>Rules for decoded text; empty for an identity.</summary>
    public required byte[] DenormalizingCharsmap { get; init; }

    public required bool AddsDummyPrefix { get; init; }

    public required bool RemovesExtraWhitespaces { get; init; }

    public required bool EscapesWhitespaces { get; init; }
}

/// <summary>A piece.</summary>
internal readonly record struct SentencePieceEntry(string Text, float Score, SentencePieceKind Kind);
