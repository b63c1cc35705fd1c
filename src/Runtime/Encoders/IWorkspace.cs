namespace Sememe.Encoders;

/// <summary>Memory of one call at a time that a pool keeps between calls.</summary>
internal interface IWorkspace : IDisposable
{
    /// <summary>Gives memory back that was reserved for more than so many tokens.</summary>
    void Trim(int tokens);
}
