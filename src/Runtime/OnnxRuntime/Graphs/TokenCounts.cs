namespace Sememe.OnnxRuntime.Graphs;

/// <summary>Values [1]: how many tokens a run has, and how many came before it.</summary>
/// <param name="Own">The run's tokens.</param>
/// <param name="Past">Tokens whose keys and values the graph takes; a zero where it takes none.</param>
/// <param name="All">Both together.</param>
internal sealed record TokenCounts(string Own, string Past, string All);
