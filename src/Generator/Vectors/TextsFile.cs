using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Sememe.Generator.Vectors;

/// <summary>A file of sentences, or the file of vectors that the build has written for it.</summary>
/// <param name="Name">Name of the sentences' file, as the attribute has it.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="HoldsVectors">True for the file of vectors.</param>
/// <param name="FullPath">Where the file is, for places in messages.</param>
/// <param name="Text">The whole content.</param>
internal sealed record TextsFile(string Name, string Model, bool HoldsVectors, string FullPath, string Text)
{
    private const string NameKey = "build_metadata.AdditionalFiles.SememeTexts";
    private const string ModelKey = "build_metadata.AdditionalFiles.SememeTextsModel";
    private const string PartKey = "build_metadata.AdditionalFiles.SememeTextsPart";

    /// <summary>The file with its text; null when it is another kind of file or cannot be read.</summary>
    public static TextsFile? TryRead(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        AnalyzerConfigOptions metadata = options.GetOptions(file);
        if (!metadata.TryGetValue(NameKey, out string? name) || name.Length == 0 || !metadata.TryGetValue(ModelKey, out string? model) || !metadata.TryGetValue(PartKey, out string? part))
        {
            return null;
        }

        SourceText? text = file.GetText(cancellation);
        return text is null ? null : new TextsFile(name, model, part == "vectors", file.Path, text.ToString());
    }
}
