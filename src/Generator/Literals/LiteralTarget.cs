using Sememe.Compiler.Collections;
using Sememe.Generator.Inputs;

namespace Sememe.Generator.Literals;

/// <summary>An attributed property: what is emitted for it, and where to report what is wrong.</summary>
/// <param name="Property">The property; null when nothing can be emitted for one of this form.</param>
/// <param name="Attribute">The attribute.</param>
/// <param name="Problems">What is wrong with the property itself.</param>
internal sealed record LiteralTarget(LiteralProperty? Property, Place Attribute, EquatableArray<ClassProblem> Problems);
