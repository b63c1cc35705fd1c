namespace Sememe.Extensions.AI.Tests;

/// <summary>Tests that run while no other test does: listeners hear every request of the process.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
