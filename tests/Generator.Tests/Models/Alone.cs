namespace Sememe.Generator.Tests.Models;

/// <summary>Tests that run while no other test does: what others take from a pool at the same time would be allocated anew here.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
