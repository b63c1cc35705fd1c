using Sememe.Compiler.Collections;

namespace Sememe.Compiler.Findings;

/// <summary>Something wrong, or worth knowing, in a model folder.</summary>
/// <param name="Id">One of <see cref="FindingIds"/>.</param>
/// <param name="File">Path inside the model folder; null for the folder as a whole.</param>
/// <param name="Line">Line from 1; 0 for the file as a whole.</param>
/// <param name="Column">UTF-16 column from 1; 0 with <paramref name="Line"/>.</param>
/// <param name="Arguments">What the rule's message is filled with.</param>
internal sealed record Finding(string Id, string? File, int Line, int Column, EquatableArray<string> Arguments)
{
    /// <summary>True when no model can be made of the folder.</summary>
    public bool IsError => Id is not (FindingIds.NoWeights or FindingIds.OnnxRuntimeOnly or FindingIds.FilesDisagree);

    /// <summary>The place as messages begin: <c>config.json(12,5): </c>; empty for the folder as a whole.</summary>
    public string Prefix => File is null ? "" : Line > 0 ? $"{File}({Line},{Column}): " : File + ": ";
}
