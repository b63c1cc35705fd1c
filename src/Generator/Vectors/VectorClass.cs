using Sememe.Compiler.Collections;

namespace Sememe.Generator.Vectors;

/// <summary>A class of text vectors: what its emitted part depends on.</summary>
/// <param name="Namespace">Namespace; empty for the global one.</param>
/// <param name="Headers">Headers of the types around it and its own, outermost first: <c>partial class Intents</c>.</param>
/// <param name="Name">Its name, for messages.</param>
/// <param name="HintName">Full metadata name, the stem of the emitted file's name.</param>
/// <param name="IsDocumented">True when the user has written a documentation comment.</param>
/// <param name="File">Name of the file of sentences.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="ModelType">Its class as emitted code names it.</param>
internal sealed record VectorClass(
    string Namespace, EquatableArray<string> Headers, string Name, string HintName, bool IsDocumented, string File, string Model, string ModelType);
