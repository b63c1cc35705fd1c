namespace Sememe;

/// <summary>A part of a long text that fits into a model.</summary>
/// <param name="Range">Where it stands in the text.</param>
/// <param name="Tokens">Tokens that it becomes when it is encoded alone, added special tokens included.</param>
public readonly record struct TextWindow(TextRange Range, int Tokens);
