using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Models;

/// <summary>Third step: makes tokens of splits.</summary>
internal abstract class Model
{
    /// <summary>Opens the model that the tables are for.</summary>
    /// <exception cref="InvalidDataException">This version does not know it.</exception>
    public static Model Create(ModelKind kind, TableBlob tables, bool vectorized) => kind switch
    {
        ModelKind.WordPiece => new WordPieceModel(tables, vectorized),
        ModelKind.Bpe => new BpeModel(tables),
        ModelKind.Unigram => new UnigramModel(tables),
        ModelKind.WordLevel => new WordLevelModel(tables),
        _ => throw new InvalidDataException($"The tokenizer tables name model {(int)kind}, which this Sememe does not know. Rebuild with one version of the package."),
    };

    /// <summary>Appends the tokens of every split in the batch.</summary>
    public abstract void Encode(NormalizedText text, SplitBatch batch, EncodeScratch scratch, ref TokenSink sink);

    /// <summary>The id of an entry of the vocabulary as it is spelled there, or -1.</summary>
    public abstract int Find(ReadOnlySpan<byte> token);

    /// <summary>True when <see cref="Find"/> knows every entry of the vocabulary.</summary>
    public virtual bool FindsAll => true;

    /// <summary>What a call needs as <see cref="EncodeScratch.ModelMemory"/>; kept between calls.</summary>
    public virtual object? CreateMemory() => null;
}
