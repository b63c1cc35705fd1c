using Sememe.Formats;
using Sememe.Formats.Json;
using Sememe.Formats.Tokenizers;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>What is wrong with a <c>tokenizer.json</c>.</summary>
internal sealed class TokenizerProblems(string file, List<FileProblem> problems)
{
    /// <summary>Number of problems so far.</summary>
    public int Count => problems.Count;

    public void Add(TextPosition place, string message, FileProblemKind kind) => problems.Add(new FileProblem(file, place.Line, place.Column, message, kind));

    /// <summary>A component that is not modelled, or not there where there must be one.</summary>
    /// <param name="field">Member of the file, for example <c>pre_tokenizer</c>.</param>
    /// <param name="component">What the file has there.</param>
    public void Refuse(string field, ComponentJson? component)
    {
        switch (component)
        {
            case null:
                problems.Add(new FileProblem(file, 0, 0, $"found no {field}, expected one: a tokenizer of this kind without {field} is not modelled", FileProblemKind.NotModelled));
                break;
            case OtherComponentJson { Type: { } type }:
                Add(component.Place, $"found {field} \"{type}\", which is not modelled", FileProblemKind.NotModelled);
                break;
            default:
                Add(component.Place, $"found {field} without a type that is known, which is not modelled", FileProblemKind.NotModelled);
                break;
        }
    }
}
