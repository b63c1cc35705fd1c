using Sememe.CompilerServices;

namespace Sememe.Compiler.Tasks;

/// <summary>What a model is for, and so what is generated. One record per task; after an error it holds what could be read all the same.</summary>
internal abstract record TaskSpec
{
    /// <summary>What stands on top of the network; null for nothing, and when it could not be read.</summary>
    public HeadSpec? Head { get; init; }

    /// <summary>False when an error keeps it from being complete.</summary>
    public virtual bool IsKnown => true;
}
