using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>Convolution filters of one width over the characters of a word.</summary>
/// <param name="Width">Characters that a filter sees at once.</param>
/// <param name="Count">Number of filters.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record CharacterFilter(int Width, int Count);
