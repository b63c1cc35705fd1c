using Sememe.Heads;

namespace Sememe.Batches;

/// <summary>Threads that help with blocks. They start with the first batch that has work for them, and sleep when there is none.</summary>
internal sealed class BatchWorkers(SequenceHead head, int count) : IDisposable
{
    // Room for the blocks of several calls at once, so that it does not grow at some later call.
    private const int UsualBlocks = 64;

    private readonly Queue<SequenceBlock> _blocks = new(UsualBlocks);
    private Thread[] _threads = [];
    private bool _closed;

    /// <summary>Number of helping threads.</summary>
    public int Count => count;

    /// <summary>Hands a block to whichever thread is free first; the caller may still take it itself.</summary>
    public void Enqueue(SequenceBlock block)
    {
        lock (_blocks)
        {
            StartOnce();

            // A block that its caller took the last time may wait here still.
            if (!block.IsQueued)
            {
                block.IsQueued = true;
                _blocks.Enqueue(block);
            }

            Monitor.Pulse(_blocks);
        }
    }

    /// <summary>Ends the threads. No call is in flight any more.</summary>
    public void Dispose()
    {
        lock (_blocks)
        {
            _closed = true;
            Monitor.PulseAll(_blocks);
        }

        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    private void StartOnce()
    {
        if (_threads.Length == 0 && count > 0)
        {
            _threads = new Thread[count];
            for (int i = 0; i < count; i++)
            {
                _threads[i] = new Thread(Work) { IsBackground = true, Name = $"Sememe batch {i + 1}" };
                _threads[i].Start();
            }
        }
    }

    private void Work()
    {
        while (Dequeue() is { } block)
        {
            // A block that its caller took in the meantime, or that already serves another call, is not for us.
            if (block.TryTake())
            {
                block.Run(head);
            }
        }
    }

    private SequenceBlock? Dequeue()
    {
        lock (_blocks)
        {
            while (_blocks.Count == 0 && !_closed)
            {
                Monitor.Wait(_blocks);
            }

            if (_closed)
            {
                return null;
            }

            SequenceBlock block = _blocks.Dequeue();
            block.IsQueued = false;
            return block;
        }
    }
}
