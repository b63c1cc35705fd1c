namespace Sememe.Search;

/// <summary>A text that a search has found.</summary>
/// <param name="Node">Its last token in the <see cref="TokenTree"/>.</param>
/// <param name="Score">The logarithms of its tokens' probabilities, added up and divided by a power of its length.</param>
internal readonly record struct FoundText(int Node, float Score);
