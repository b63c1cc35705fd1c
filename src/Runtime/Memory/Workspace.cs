namespace Sememe.Memory;

/// <summary>The memory of one call: tokens and hidden states of the sequences that it works on. Grows to what a call needs and is used again.</summary>
/// <remarks>Arrays on the pinned heap: the garbage collector never moves them, and a view that outlives its call reads old numbers, never foreign memory.</remarks>
internal sealed class Workspace
{
    // What an exceptional call needed beyond this is given back after it: 8 MB of numbers.
    private const int KeptNumbers = 2 << 20;
    private const int FirstTokens = 512;

    private float[] _hiddenStates = [];
    private float[] _rows = [];
    private float[] _logits = [];
    private float[] _scratch = [];
    private int[] _tokenIds = [];
    private int[] _typeIds = [];
    private int[] _wordIds = [];
    private int[] _sequenceIds = [];
    private int[] _characters = [];
    private TextRange[] _offsets = [];
    private char[] _text = [];
    private readonly int[] _startsOfOne = new int[2];

    /// <summary>Rises with every return to the pool: a view knows by it that its time is over.</summary>
    public int Version { get; private set; }

    /// <summary>True while a view looks at it: the call that made it does not return it to the pool, the view does.</summary>
    public bool IsLent { get; set; }

    /// <summary>[tokens] ids.</summary>
    public Span<int> TokenIds => _tokenIds;

    /// <summary>[tokens] token types.</summary>
    public Span<int> TypeIds => _typeIds;

    /// <summary>[tokens] index of the word that each token belongs to, −1 for special tokens.</summary>
    public Span<int> WordIds => _wordIds;

    /// <summary>[tokens] 0 for tokens of the first text, 1 for those of the second, −1 for special tokens.</summary>
    public Span<int> SequenceIds => _sequenceIds;

    /// <summary>[tokens × word length] ids of the characters of words, for networks that take these.</summary>
    public Span<int> Characters => _characters;

    /// <summary>[tokens] where each token stands in the text.</summary>
    public Span<TextRange> Offsets => _offsets;

    /// <summary>[rows × hidden] one vector per token or word, or what goes into a head.</summary>
    public Span<float> Rows => _rows;

    /// <summary>Makes room for <paramref name="tokens"/> tokens, keeping those that are there.</summary>
    public void EnsureTokens(int tokens)
    {
        if (_tokenIds.Length < tokens)
        {
            int length = Math.Max(tokens, Math.Max(FirstTokens, _tokenIds.Length * 2));
            Grow(ref _tokenIds, length, keep: true);
            Grow(ref _typeIds, length, keep: true);
            Grow(ref _wordIds, length, keep: true);
            Grow(ref _sequenceIds, length, keep: true);
            Grow(ref _offsets, length, keep: true);
        }
    }

    /// <summary>Makes room for <see cref="Characters"/>, keeping those that are there.</summary>
    public void EnsureCharacters(int count)
    {
        if (_characters.Length < count)
        {
            Grow(ref _characters, Math.Max(count, _characters.Length * 2), keep: true);
        }
    }

    /// <summary>Where a batch of one sequence starts and ends.</summary>
    public ReadOnlySpan<int> StartsOfOne(int tokens)
    {
        _startsOfOne[1] = tokens;
        return _startsOfOne;
    }

    /// <summary>Room for hidden states, as the network writes them; what was in it is lost.</summary>
    public Span<float> EnsureHiddenStates(int count) => Grow(ref _hiddenStates, count, keep: false);

    /// <summary>Room for <see cref="Rows"/>; what was in it is lost.</summary>
    public Span<float> EnsureRows(int count) => Grow(ref _rows, count, keep: false);

    /// <summary>Room for the outputs of a head; what was in it is lost.</summary>
    public Span<float> EnsureLogits(int count) => Grow(ref _logits, count, keep: false);

    /// <summary>Room for what comes and goes inside one step; what was in it is lost.</summary>
    public Span<float> EnsureScratch(int count) => Grow(ref _scratch, count, keep: false);

    /// <summary>Room for a text that is put together of several; what was in it is lost.</summary>
    public Span<char> EnsureText(int length) => Grow(ref _text, length, keep: false);

    /// <summary>Called by the pool when the call is over.</summary>
    public void Release()
    {
        Version++;
        IsLent = false;
        Shrink(ref _hiddenStates);
        Shrink(ref _rows);
        Shrink(ref _logits);
        Shrink(ref _scratch);
        if (_characters.Length > KeptNumbers)
        {
            _characters = [];
        }

        if (_text.Length > KeptNumbers)
        {
            _text = [];
        }
    }

    private static void Shrink(ref float[] array)
    {
        if (array.Length > KeptNumbers)
        {
            array = [];
        }
    }

    private static Span<T> Grow<T>(ref T[] array, int length, bool keep)
    {
        if (array.Length < length)
        {
            T[] larger = GC.AllocateUninitializedArray<T>(length, pinned: true);
            if (keep)
            {
                array.CopyTo(larger, 0);
            }

            array = larger;
        }

        return array.AsSpan(0, length);
    }
}
