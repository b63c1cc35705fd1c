namespace Sememe.Encoders;

/// <summary>Workspaces between calls: as many as calls ran at once, up to a limit; renting and returning allocate nothing once they exist.</summary>
internal sealed class WorkspacePool<TWorkspace>(Func<TWorkspace> create, int keptTokens) : IDisposable
    where TWorkspace : class, IWorkspace
{
    // Two per processor: what more calls at once need is given back.
    private readonly TWorkspace?[] _idle = new TWorkspace?[2 * Environment.ProcessorCount];
    private bool _isDisposed;

    public TWorkspace Rent()
    {
        foreach (ref TWorkspace? slot in _idle.AsSpan())
        {
            if (Interlocked.Exchange(ref slot, null) is { } workspace)
            {
                return workspace;
            }
        }

        return create();
    }

    public void Return(TWorkspace workspace)
    {
        workspace.Trim(keptTokens);
        if (!Volatile.Read(ref _isDisposed))
        {
            foreach (ref TWorkspace? slot in _idle.AsSpan())
            {
                if (Interlocked.CompareExchange(ref slot, workspace, null) is null)
                {
                    return;
                }
            }
        }

        workspace.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Volatile.Write(ref _isDisposed, true);
        foreach (ref TWorkspace? slot in _idle.AsSpan())
        {
            Interlocked.Exchange(ref slot, null)?.Dispose();
        }
    }
}
