using System.Buffers;

namespace Sememe.Tokenization.Pipeline;

/// <summary>Tokens of one sequence on their way to the caller, for what cannot go there directly (pairs, truncation from the left, windows).</summary>
internal sealed class TokenBuffer
{
    private const int OwnTokens = 1024;

    private readonly int[] _ownIds = new int[OwnTokens];
    private readonly int[] _ownWordIds = new int[OwnTokens];
    private readonly TextRange[] _ownOffsets = new TextRange[OwnTokens];
    private int[] _ids;
    private int[] _wordIds;
    private TextRange[] _offsets;

    public TokenBuffer()
    {
        _ids = _ownIds;
        _wordIds = _ownWordIds;
        _offsets = _ownOffsets;
    }

    public int Count { get; private set; }

    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    public ReadOnlySpan<int> WordIds => _wordIds.AsSpan(0, Count);

    public ReadOnlySpan<TextRange> Offsets => _offsets.AsSpan(0, Count);

    /// <summary>Fills the buffer with the tokens of a text; when it turns out too small, a second time into a larger one.</summary>
    public void Fill(TokenPipeline pipeline, TextInput text, bool skipSpecial, EncodeScratch scratch)
    {
        while (true)
        {
            TokenSink sink = new() { Ids = _ids, WordIds = _wordIds, Offsets = _offsets };
            text.Encode(pipeline, skipSpecial, scratch, ref sink);
            Count = sink.Count;
            if (Count <= _ids.Length)
            {
                return;
            }

            Shrink();
            _ids = ArrayPool<int>.Shared.Rent(sink.Count);
            _wordIds = ArrayPool<int>.Shared.Rent(_ids.Length);
            _offsets = ArrayPool<TextRange>.Shared.Rent(_ids.Length);
            Count = 0;
        }
    }

    /// <summary>Gives back what was rented.</summary>
    public void Shrink()
    {
        Count = 0;
        if (_ids == _ownIds)
        {
            return;
        }

        ArrayPool<int>.Shared.Return(_ids);
        ArrayPool<int>.Shared.Return(_wordIds);
        ArrayPool<TextRange>.Shared.Return(_offsets);
        _ids = _ownIds;
        _wordIds = _ownWordIds;
        _offsets = _ownOffsets;
    }
}
