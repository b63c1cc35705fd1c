using Sememe.Backends;
using Sememe.Heads;
using Sememe.Memory;

namespace Sememe.Batches;

/// <summary>Some consecutive texts of a batch, tokenized: the unit of work that one thread takes.</summary>
/// <remarks>Holds nothing of the caller's, so that no span has to cross threads: the caller copies the results out when the block is done.</remarks>
internal sealed class SequenceBlock
{
    private const int Filling = 0;
    private const int Waiting = 1;
    private const int Running = 2;
    private const int Done = 3;

    private readonly Workspace _workspace = new();
    private int[] _starts = new int[16];
    private float[] _results = [];
    private int _state;
    private int _promptTokens;
    private TextEncoder? _encoder;
    private CancellationToken _cancellation;

    /// <summary>True while a call has the block; guarded by the runner's lock.</summary>
    public bool IsRented { get; set; }

    /// <summary>True while the block waits for a helping thread; guarded by the queue's lock.</summary>
    public bool IsQueued { get; set; }

    /// <summary>The next block of the same call.</summary>
    public SequenceBlock? Next { get; set; }

    /// <summary>Index of the first text in the caller's batch.</summary>
    public int FirstText { get; private set; }

    /// <summary>Number of texts.</summary>
    public int Texts { get; private set; }

    /// <summary>Number of tokens of all texts.</summary>
    public int Tokens => _starts[Texts];

    /// <summary>What went wrong while it ran.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>[texts × width of the head] the results.</summary>
    public ReadOnlySpan<float> Results => _results;

    /// <summary>Begins a new block.</summary>
    /// <param name="firstText">Index of the first text.</param>
    /// <param name="promptTokens">Tokens at the beginning of each text that a prompt takes.</param>
    /// <param name="texts">Makes tokens of texts.</param>
    /// <param name="cancellation">Ends the run.</param>
    public void Begin(int firstText, int promptTokens, TextEncoder texts, CancellationToken cancellation)
    {
        _encoder = texts;
        _promptTokens = promptTokens;
        _state = Filling;
        _cancellation = cancellation;
        FirstText = firstText;
        Texts = 0;
        Failure = null;
        Next = null;
        _starts[0] = 0;
    }

    /// <summary>Adds one text.</summary>
    public TokenCount Add(in TextBatch batch, int index)
    {
        TokenCount count = batch.Encode(index, _encoder!, _workspace, Tokens);
        int end = Tokens + count.Kept;
        if (_starts.Length < Texts + 2)
        {
            Array.Resize(ref _starts, _starts.Length * 2);
        }

        _starts[++Texts] = end;
        return count;
    }

    /// <summary>Offers the block to other threads.</summary>
    public void Offer() => Volatile.Write(ref _state, Waiting);

    /// <summary>True for the one thread that may run the block.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Running, Waiting) == Waiting;

    /// <summary>Runs the network and the head; a failure is kept for the caller.</summary>
    public void Run(SequenceHead head)
    {
        try
        {
            Compute(head);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Failure = exception;
        }
        finally
        {
            Finish();
        }
    }

    /// <summary>Takes the block back: it will not be run, or its run is over, when this returns.</summary>
    public void Withdraw()
    {
        if (TryTake())
        {
            Finish();
        }
        else if (Volatile.Read(ref _state) == Running)
        {
            Wait();
        }
    }

    /// <summary>Waits until the thread that has taken the block is through.</summary>
    public void Wait()
    {
        lock (this)
        {
            while (_state != Done)
            {
                Monitor.Wait(this);
            }
        }
    }

    /// <summary>Gives back what an exceptional text needed.</summary>
    public void Release() => _workspace.Release();

    private void Finish()
    {
        lock (this)
        {
            _state = Done;
            Monitor.PulseAll(this);
        }
    }

    private void Compute(SequenceHead head)
    {
        if (_results.Length < Texts * head.Width)
        {
            _results = GC.AllocateUninitializedArray<float>(Texts * head.Width);
        }

        SequenceBatch batch = new()
        {
            TokenIds = _workspace.TokenIds[..Tokens],
            TypeIds = _encoder!.TypeIdsOf(_workspace, Tokens),
            Starts = _starts.AsSpan(0, Texts + 1),
            PromptTokens = _promptTokens,
        };
        head.Run(batch, _workspace, _results.AsSpan(0, Texts * head.Width), _cancellation);
    }
}
