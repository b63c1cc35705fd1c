namespace Sememe.Memory;

/// <summary>Lets calls in while open, and lets <see cref="Close"/> wait until the last one is out.</summary>
internal sealed class CallGate(string name)
{
    private const int Closed = int.MinValue;

    // The sign bit says closed, the other bits count the calls inside.
    private int _state;

    /// <exception cref="ObjectDisposedException">The gate is closed.</exception>
    public void Enter()
    {
        if (Interlocked.Increment(ref _state) < 0)
        {
            Exit();
            throw new ObjectDisposedException(name);
        }
    }

    /// <summary>Lets a call in that runs inside of another, whether the gate has been closed meanwhile or not.</summary>
    public void EnterInside() => Interlocked.Increment(ref _state);

    public void Exit()
    {
        if (Interlocked.Decrement(ref _state) == Closed)
        {
            lock (this)
            {
                Monitor.PulseAll(this);
            }
        }
    }

    /// <summary>Closes the gate and waits for the calls inside; true for the caller that closed it.</summary>
    public bool Close()
    {
        bool first = (Interlocked.Or(ref _state, Closed) & Closed) == 0;
        lock (this)
        {
            while (Volatile.Read(ref _state) != Closed)
            {
                Monitor.Wait(this);
            }
        }

        return first;
    }
}
