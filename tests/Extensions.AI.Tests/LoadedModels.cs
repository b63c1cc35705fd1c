namespace Sememe.Extensions.AI.Tests;

/// <summary>The models, loaded once for all tests of a class.</summary>
public sealed class LoadedModels : IDisposable
{
    public MiniLm MiniLm { get; } = MiniLm.Load(new LoadOptions { Backend = Backend.Simd });

    public Prompted Prompted { get; } = Prompted.Load(new LoadOptions { Backend = Backend.Simd });

    public void Dispose()
    {
        MiniLm.Dispose();
        Prompted.Dispose();
    }
}
