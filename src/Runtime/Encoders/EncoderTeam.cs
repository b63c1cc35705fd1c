using Sememe.Backends;

namespace Sememe.Encoders;

/// <summary>Threads that compute one long sequence together: each has its rows and its heads, and all meet where one reads what others have written.</summary>
/// <remarks>
/// One sequence at a time. The helping threads start with the first sequence that is long enough and sleep between sequences; inside of one they wait
/// by spinning, because they meet every few hundred microseconds. Who computes a row changes nothing about it.
/// </remarks>
/// <param name="helpers">Threads beside the caller's.</param>
/// <param name="work">What a helper does with its place, over a sequence of so many tokens and so many layers.</param>
internal sealed class EncoderTeam(int helpers, Action<TeamPlace, int, LayerSet> work) : IDisposable
{
    private readonly object _door = new();
    private Thread[] _threads = [];
    private Workspace? _whole;
    private Exception? _failure;
    private LayerSet _layers;
    private int _tokens;
    private int _isTaken;
    private int _sequence;
    private int _inside;
    private int _arrived;
    private int _phase;
    private bool _isStopped;
    private bool _isClosed;

    /// <summary>Threads of the team, the caller's included.</summary>
    public int Members => helpers + 1;

    /// <summary>Calls the helpers to a sequence, if they are free; the caller is member 0, does the same work, and calls <see cref="End"/>.</summary>
    /// <param name="whole">Where the sequence's rows are.</param>
    /// <param name="tokens">Its length.</param>
    /// <param name="layers">The hidden states that are wanted: where the caller reads all rows, all meet.</param>
    /// <param name="place">The caller's place.</param>
    /// <returns>False when there are no helpers, or they are at another sequence.</returns>
    public bool TryBegin(Workspace whole, int tokens, LayerSet layers, out TeamPlace place)
    {
        place = default;
        if (helpers <= 0 || Interlocked.CompareExchange(ref _isTaken, 1, 0) != 0)
        {
            return false;
        }

        lock (_door)
        {
            (_whole, _tokens, _layers) = (whole, tokens, layers);
            (_failure, _isStopped, _arrived, _inside) = (null, false, 0, helpers);
            _sequence++;
            StartOnce();
            Monitor.PulseAll(_door);
        }

        place = new TeamPlace(this, whole, 0);
        return true;
    }

    /// <summary>Waits until every member has come here.</summary>
    /// <exception cref="OperationCanceledException">Another member has given up.</exception>
    public void Meet()
    {
        int phase = Volatile.Read(ref _phase);
        if (Interlocked.Increment(ref _arrived) == Members)
        {
            _arrived = 0;
            Volatile.Write(ref _phase, phase + 1);
            return;
        }

        for (SpinWait spin = default; Volatile.Read(ref _phase) == phase; spin.SpinOnce(sleep1Threshold: -1))
        {
            if (Volatile.Read(ref _isStopped))
            {
                throw new OperationCanceledException();
            }
        }
    }

    /// <summary>Ends the caller's part: returns when no helper touches the sequence any more.</summary>
    /// <param name="isComplete">False when the caller gives up in the middle.</param>
    /// <exception cref="InvalidOperationException">A helper has failed.</exception>
    public void End(bool isComplete)
    {
        if (!isComplete)
        {
            Volatile.Write(ref _isStopped, true);
        }

        for (SpinWait spin = default; Volatile.Read(ref _inside) > 0; spin.SpinOnce(sleep1Threshold: -1))
        {
        }

        Exception? failure = _failure;
        _whole = null;
        Volatile.Write(ref _isTaken, 0);
        if (failure is not null)
        {
            throw new InvalidOperationException("A thread that helps with a long text failed: " + failure.Message, failure);
        }
    }

    /// <summary>Ends the threads. No call is in flight any more.</summary>
    public void Dispose()
    {
        lock (_door)
        {
            _isClosed = true;
            Monitor.PulseAll(_door);
        }

        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    private void StartOnce()
    {
        if (_threads.Length > 0)
        {
            return;
        }

        _threads = new Thread[helpers];
        for (int i = 0; i < helpers; i++)
        {
            int member = i + 1;
            _threads[i] = new Thread(() => Help(member)) { IsBackground = true, Name = $"Sememe text {member}" };
            _threads[i].Start();
        }
    }

    private void Help(int member)
    {
        for (int done = 0; WaitForNext(ref done);)
        {
            try
            {
                work(new TeamPlace(this, _whole!, member), _tokens, _layers);
            }
            catch (OperationCanceledException) when (Volatile.Read(ref _isStopped))
            {
                // The caller has given up, or another helper; they know why.
            }
            catch (Exception exception)
            {
                _failure = exception;
                Volatile.Write(ref _isStopped, true);
            }

            Interlocked.Decrement(ref _inside);
        }
    }

    private bool WaitForNext(ref int done)
    {
        lock (_door)
        {
            while (_sequence == done && !_isClosed)
            {
                Monitor.Wait(_door);
            }

            done = _sequence;
            return !_isClosed;
        }
    }
}
