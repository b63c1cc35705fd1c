namespace Sememe.Models;

/// <summary>Memory of generated texts between calls. Renting and returning allocate nothing while as many calls run at once as ran before.</summary>
internal sealed class GenerationPool(LoadedModel model) : IDisposable
{
    private readonly Generation?[] _waiting = new Generation?[Environment.ProcessorCount];

    public Generation Rent()
    {
        foreach (ref Generation? slot in _waiting.AsSpan())
        {
            if (Volatile.Read(ref slot) is not null && Interlocked.Exchange(ref slot, null) is { } generation)
            {
                generation.Begin();
                return generation;
            }
        }

        return new Generation(model.Head!.CreateState(model.Texts.MaxTokens), new GeneratedText(model.Texts.Tokenizer));
    }

    public void Return(Generation generation)
    {
        foreach (ref Generation? slot in _waiting.AsSpan())
        {
            if (Volatile.Read(ref slot) is null && Interlocked.CompareExchange(ref slot, generation, null) is null)
            {
                return;
            }
        }

        generation.Dispose();
    }

    /// <summary>No call is in flight any more.</summary>
    public void Dispose()
    {
        foreach (ref Generation? slot in _waiting.AsSpan())
        {
            Interlocked.Exchange(ref slot, null)?.Dispose();
        }
    }
}
