using Sememe.Search;

namespace Sememe.Models;

/// <summary>Memory of translations between calls. Renting and returning allocate nothing while as many calls run at once as ran before.</summary>
internal sealed class TranslationMemoryPool(LoadedModel model, TokenRules rules) : IDisposable
{
    private readonly TranslationMemory?[] _waiting = new TranslationMemory?[Environment.ProcessorCount];

    public TranslationMemory Rent()
    {
        foreach (ref TranslationMemory? slot in _waiting.AsSpan())
        {
            if (Volatile.Read(ref slot) is not null && Interlocked.Exchange(ref slot, null) is { } memory)
            {
                return memory;
            }
        }

        return new TranslationMemory(model, rules);
    }

    public void Return(TranslationMemory memory)
    {
        foreach (ref TranslationMemory? slot in _waiting.AsSpan())
        {
            if (Volatile.Read(ref slot) is null && Interlocked.CompareExchange(ref slot, memory, null) is null)
            {
                return;
            }
        }

        memory.Dispose();
    }

    /// <summary>No call is in flight any more.</summary>
    public void Dispose()
    {
        foreach (ref TranslationMemory? slot in _waiting.AsSpan())
        {
            Interlocked.Exchange(ref slot, null)?.Dispose();
        }
    }
}
