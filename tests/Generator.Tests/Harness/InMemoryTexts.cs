using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Sememe.Generator.Tests.Harness;

/// <summary>A file of sentences, or of their vectors, as the compiler sees it.</summary>
internal sealed class InMemoryTexts(string name, string model, string part, string text) : AdditionalText
{
    public string Name => name;

    public string Model => model;

    /// <summary><c>texts</c> or <c>vectors</c>.</summary>
    public string Part => part;

    public override string Path => $"/texts/{name}{(part == "vectors" ? ".vectors.txt" : "")}";

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
}
