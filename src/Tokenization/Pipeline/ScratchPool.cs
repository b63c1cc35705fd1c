namespace Sememe.Tokenization.Pipeline;

/// <summary>Scratch for calls at the same time; keeps as many as there are processors, taken and given back without a lock.</summary>
internal sealed class ScratchPool(Func<EncodeScratch> create)
{
    private readonly EncodeScratch?[] _free = new EncodeScratch?[Math.Max(4, Environment.ProcessorCount)];

    public EncodeScratch Rent()
    {
        for (int i = 0; i < _free.Length; i++)
        {
            if (_free[i] is not null && Interlocked.Exchange(ref _free[i], null) is { } scratch)
            {
                return scratch;
            }
        }

        return create();
    }

    public void Return(EncodeScratch scratch)
    {
        scratch.Shrink();
        for (int i = 0; i < _free.Length; i++)
        {
            if (_free[i] is null && Interlocked.CompareExchange(ref _free[i], scratch, null) is null)
            {
                return;
            }
        }
    }
}
