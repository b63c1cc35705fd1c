using Sememe.Compiler.Collections;
using Sememe.Generator.Inputs;

namespace Sememe.Generator.Vectors;

/// <summary>An attributed class: what is emitted for it, and where to report what is wrong.</summary>
/// <param name="Class">The class; null when nothing can be emitted for it.</param>
/// <param name="Attribute">The attribute.</param>
/// <param name="Problems">What is wrong with the class itself.</param>
internal sealed record VectorTarget(VectorClass? Class, Place Attribute, EquatableArray<ClassProblem> Problems);
