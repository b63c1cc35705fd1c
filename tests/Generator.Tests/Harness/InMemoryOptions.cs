using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sememe.Generator.Tests.Harness;

/// <summary>The metadata that the targets give to the files of models.</summary>
/// <param name="properties">What the project's properties are, for those that the compiler sees.</param>
internal sealed class InMemoryOptions(params IEnumerable<(string Name, string Value)> properties) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } =
        new Options(properties.ToDictionary(static property => "build_property." + property.Name, static property => property.Value));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Options.None;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => textFile switch
    {
        InMemoryText file => new Options(new() { ["build_metadata.AdditionalFiles.SememeModel"] = file.Model, ["build_metadata.AdditionalFiles.SememePath"] = file.InnerPath }),
        InMemoryTexts file => new Options(new()
        {
            ["build_metadata.AdditionalFiles.SememeTexts"] = file.Name,
            ["build_metadata.AdditionalFiles.SememeTextsModel"] = file.Model,
            ["build_metadata.AdditionalFiles.SememeTextsPart"] = file.Part,
        }),
        _ => Options.None,
    };

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public static Options None { get; } = new([]);

        public override bool TryGetValue(string key, out string value)
        {
            bool found = values.TryGetValue(key, out string? stored);
            value = stored!;
            return found;
        }
    }
}
