using Sememe.Compiler.Collections;

namespace Sememe.Generator.Vectors;

/// <summary>Why there are no vectors.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Arguments">What its message is filled with.</param>
/// <param name="Path">File that it is about; null for none.</param>
/// <param name="Line">Line from 1; 0 for the file as a whole.</param>
/// <param name="Column">UTF-16 column from 1.</param>
internal sealed record VectorProblem(string Id, EquatableArray<string> Arguments, string? Path, int Line, int Column);
