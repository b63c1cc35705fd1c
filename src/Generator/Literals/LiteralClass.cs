using Sememe.Compiler.Collections;

namespace Sememe.Generator.Literals;

/// <summary>A type with properties that are token ids of texts: where the other half of the properties goes.</summary>
/// <param name="Namespace">Namespace; empty for the global one.</param>
/// <param name="Headers">Headers of the type and those around it, outermost first: <c>partial class Queries</c>.</param>
/// <param name="HintName">Full metadata name, the stem of the emitted file's name.</param>
internal sealed record LiteralClass(string Namespace, EquatableArray<string> Headers, string HintName);
