using Sememe.Heads;

namespace Sememe.Backends;

/// <summary>What loading a model gives.</summary>
/// <param name="Network">The network.</param>
/// <param name="Head">The network with its head; owns the network. Null where the model has none.</param>
internal sealed record LoadedNetwork(Network Network, HeadedNetwork? Head);
