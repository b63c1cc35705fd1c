namespace Sememe;

/// <summary>A text among others, by how well it goes with a query.</summary>
/// <param name="Index">Place of the text among those that were given.</param>
/// <param name="Score">The model's score; higher is better.</param>
public readonly record struct RankedText(int Index, float Score);
