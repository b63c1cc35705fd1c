using System.Runtime.ExceptionServices;
using Sememe.Batches;

namespace Sememe.Models;

/// <summary>Many texts that are translated: every thread takes the next one until none is left. A text's translation is what it is alone.</summary>
/// <param name="texts">The texts.</param>
/// <param name="translate">Translates one: text, its place, the end of the call.</param>
/// <param name="cancellation">Ends the call.</param>
internal sealed class TranslationBatch(string[] texts, TranslationBatch.Translator translate, CancellationToken cancellation)
{
    private readonly TokenCount[] _counts = new TokenCount[texts.Length];
    private ExceptionDispatchInfo? _failure;
    private int _next = -1;
    private int _done;

    /// <summary>Translates one text of a batch.</summary>
    public delegate (string Translation, TokenCount Source) Translator(string text, int index, CancellationToken cancellation);

    /// <summary>The translations, in the order of the texts.</summary>
    public string[] Translations { get; } = new string[texts.Length];

    /// <summary>Translates all texts.</summary>
    /// <param name="threads">Most threads, the caller's included.</param>
    /// <param name="progress">Told how many are done, on the calling thread.</param>
    /// <param name="backend">What runs the network.</param>
    public BatchInfo Run(int threads, IProgress<int>? progress, Backend backend)
    {
        Task[] others = new Task[Math.Min(threads, texts.Length) is > 1 and int count ? count - 1 : 0];
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = Task.Run(() => Work(null), CancellationToken.None);
        }

        Work(progress);
        Task.WaitAll(others, CancellationToken.None);
        _failure?.Throw();
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(texts.Length);
        return new BatchInfo(
            texts.Length, _counts.Sum(static count => (long)count.Kept), _counts.Count(static count => count.Dropped > 0), _counts.Sum(static count => (long)count.Dropped), backend);
    }

    /// <summary>Never throws: what went wrong first ends the work of all threads.</summary>
    private void Work(IProgress<int>? progress)
    {
        try
        {
            int reported = 0;
            for (int index = Interlocked.Increment(ref _next); index < texts.Length && Volatile.Read(ref _failure) is null; index = Interlocked.Increment(ref _next))
            {
                (Translations[index], _counts[index]) = translate(texts[index], index, cancellation);
                int done = Interlocked.Increment(ref _done);
                if (progress is not null && done > reported && done < texts.Length)
                {
                    progress.Report(reported = done);
                }
            }
        }
        catch (Exception exception) // to the calling thread
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }
    }
}
