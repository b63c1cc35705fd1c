using Sememe.Batches;
using Sememe.Search;

namespace Sememe.Models;

/// <summary>One call that translates one text: its memory is rented until it is disposed of.</summary>
internal readonly ref struct TranslationCall
{
    private readonly ModelCall _call;
    private readonly TranslationMemoryPool _memories;
    private readonly TranslationMemory _memory;

    public TranslationCall(ModelCall call, TranslationMemoryPool memories)
    {
        _call = call;
        _memories = memories;
        _memory = memories.Rent();
    }

    /// <summary>What was found, the best first; the score of a text without any token is 0.</summary>
    public ReadOnlySpan<FoundText> Found => _memory.Found;

    /// <summary>The tokens of the best translation.</summary>
    public ReadOnlySpan<int> BestTokens => Found.IsEmpty ? default : _memory.TokensOf(Found[0]);

    /// <summary>The best translation.</summary>
    public ReadOnlySpan<char> BestText => Found.IsEmpty ? default : _memory.TextOf(Found[0]);

    /// <summary>Translates a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="index">Its place in its batch, for messages; −1 for a single text.</param>
    /// <param name="settings">How.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>Tokens of the text.</returns>
    public TokenCount Run(ReadOnlySpan<char> text, int index, in SearchSettings settings, CancellationToken cancellation)
    {
        TokenCount source = _call.EncodeOfBatch(text, index).Checked(index);
        _memory.Run(_call, source.Kept, settings, cancellation);
        return source;
    }

    /// <summary>One of the translations found.</summary>
    public Translation TranslationOf(FoundText found) => new(_memory.TextOf(found).ToString(), found.Score, _memory.TokensOf(found).Length);

    /// <summary>Ends the call.</summary>
    public void Dispose()
    {
        _memories.Return(_memory);
        _call.Dispose();
    }
}
