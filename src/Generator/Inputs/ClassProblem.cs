using Sememe.Compiler.Collections;

namespace Sememe.Generator.Inputs;

/// <summary>Something about the attributed class or property itself that keeps the build from filling it.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Place">Where to report it.</param>
/// <param name="Arguments">What the rule's message is filled with.</param>
internal sealed record ClassProblem(string Id, Place Place, EquatableArray<string> Arguments);
