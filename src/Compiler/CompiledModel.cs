using Sememe.Compiler.Collections;
using Sememe.Compiler.Findings;

namespace Sememe.Compiler;

/// <summary>A model folder, compiled: all that the generated class is made of.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Specification">What the folder means; null when there is no such folder.</param>
/// <param name="Tables">The tokenizer's tables; null when they lie in a file, or an error keeps them from being compiled.</param>
/// <param name="Findings">What was found on the way.</param>
internal sealed record CompiledModel(string Name, ModelSpec? Specification, CompiledTables? Tables, EquatableArray<Finding> Findings)
{
    /// <summary>The same without its findings, for those who only need the model.</summary>
    public CompiledModel WithoutFindings() => this with { Findings = default };
}

/// <summary>The tokenizer's tables as the string literals that generated code holds.</summary>
/// <param name="Encoding">What turns text into ids: the hot part.</param>
/// <param name="Decoding">The tokens' text, for turning ids into text.</param>
internal sealed record CompiledTables(string Encoding, string Decoding);
