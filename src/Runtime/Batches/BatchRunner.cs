using System.Runtime.ExceptionServices;
using Sememe.Heads;

namespace Sememe.Batches;

/// <summary>Runs many texts: tokenizes them into blocks on the calling thread, and lets all threads run blocks.</summary>
/// <remarks>
/// Sequences are laid end to end without padding and a text's result does not depend on its neighbours, so blocks are filled in the order of the
/// texts: nothing is sorted, nothing has to be put back in order.
/// </remarks>
internal sealed class BatchRunner(SequenceHead head, TextEncoder texts, int threads) : IDisposable
{
    // Enough rows to keep the matrix kernels busy, few enough for the hidden states to stay in the cache.
    private const int TokensPerBlock = 256;

    private readonly BatchWorkers _workers = new(head, (threads > 0 ? threads : Environment.ProcessorCount) - 1);
    private readonly List<SequenceBlock> _blocks = [];

    /// <summary>Runs the texts; the caller has checked the destination's size.</summary>
    public BatchInfo Run(in TextBatch batch, Span<float> destination, IProgress<int>? progress, CancellationToken cancellation)
    {
        Outstanding outstanding = default;
        BatchInfo info = new(0, 0, 0, 0, head.Backend);
        int next = 0;
        try
        {
            while (next < batch.Texts.Length || outstanding.Count > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                if (next < batch.Texts.Length && outstanding.Count < 2 * (_workers.Count + 1))
                {
                    SequenceBlock block = Rent();
                    outstanding.Add(block);
                    info = Fill(block, batch, next, info, cancellation);
                    next += block.Texts;
                    Offer(block);
                }
                else
                {
                    info = Collect(outstanding.RemoveFirst(), outstanding.First, destination, info, progress);
                }
            }

            return info;
        }
        finally
        {
            Abandon(ref outstanding);
        }
    }

    public void Dispose() => _workers.Dispose();

    private BatchInfo Fill(SequenceBlock block, in TextBatch batch, int next, BatchInfo info, CancellationToken cancellation)
    {
        block.Begin(next, batch.PromptTokens, texts, cancellation);
        for (; next < batch.Texts.Length && (block.Texts == 0 || block.Tokens < TokensPerBlock); next++)
        {
            TokenCount count = block.Add(batch, next);
            info = info with
            {
                Tokens = info.Tokens + count.Kept,
                Dropped = info.Dropped + count.Dropped,
                Truncated = info.Truncated + (count.Dropped > 0 ? 1 : 0),
            };
        }

        return info;
    }

    private void Offer(SequenceBlock block)
    {
        block.Offer();
        if (_workers.Count > 0)
        {
            _workers.Enqueue(block);
        }
    }

    /// <summary>Takes part in the work until the oldest block is done, and copies its results out.</summary>
    private BatchInfo Collect(SequenceBlock oldest, SequenceBlock? younger, Span<float> destination, BatchInfo info, IProgress<int>? progress)
    {
        if (oldest.TryTake())
        {
            oldest.Run(head);
        }
        else
        {
            // Another thread is at it: do the next one that nobody has taken instead of waiting.
            for (SequenceBlock? block = younger; block is not null; block = block.Next)
            {
                if (block.TryTake())
                {
                    block.Run(head);
                    break;
                }
            }

            oldest.Wait();
        }

        try
        {
            if (oldest.Failure is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            int length = oldest.Texts * head.Width;
            oldest.Results[..length].CopyTo(destination[(oldest.FirstText * head.Width)..]);
            info = info with { Texts = info.Texts + oldest.Texts };
        }
        finally
        {
            Return(oldest);
        }

        progress?.Report(info.Texts);
        return info;
    }

    /// <summary>After a failure: takes back what nobody has begun, waits for the rest.</summary>
    private void Abandon(ref Outstanding outstanding)
    {
        while (outstanding.Count > 0)
        {
            SequenceBlock block = outstanding.RemoveFirst();
            block.Withdraw();
            Return(block);
        }
    }

    /// <summary>The first block that is free: the same batch gets the same blocks each time, which have grown to what it needs.</summary>
    private SequenceBlock Rent()
    {
        lock (_blocks)
        {
            SequenceBlock? block = _blocks.Find(static candidate => !candidate.IsRented);
            if (block is null)
            {
                block = new SequenceBlock();
                _blocks.Add(block);
            }

            block.IsRented = true;
            return block;
        }
    }

    private void Return(SequenceBlock block)
    {
        block.Release();
        lock (_blocks)
        {
            block.IsRented = false;
        }
    }

    /// <summary>The blocks of one call that are not collected yet, oldest first.</summary>
    private struct Outstanding
    {
        private SequenceBlock? _last;

        public SequenceBlock? First { get; private set; }

        public int Count { get; private set; }

        public void Add(SequenceBlock block)
        {
            block.Next = null;
            if (First is null)
            {
                First = block;
            }
            else
            {
                _last!.Next = block;
            }

            _last = block;
            Count++;
        }

        public SequenceBlock RemoveFirst()
        {
            SequenceBlock block = First!;
            First = block.Next;
            Count--;
            return block;
        }
    }
}
