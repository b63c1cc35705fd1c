using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Sememe.Compiler.Folders;

namespace Sememe.Generator.Inputs;

/// <summary>AdditionalText → <see cref="ModelFile"/>; the SourceText ends here.</summary>
internal static class ModelFileInput
{
    /// <summary>The file with its text; null when it belongs to no model or cannot be read.</summary>
    public static ModelFile? TryRead(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        AnalyzerConfigOptions metadata = options.GetOptions(file);
        if (!metadata.TryGetValue(ModelFileMetadata.Model, out string? model) || model.Length == 0 || !metadata.TryGetValue(ModelFileMetadata.Path, out string? path) || path.Length == 0)
        {
            return null;
        }

        SourceText? text = file.GetText(cancellation);
        return text is null ? null : new ModelFile(model, path, file.Path, text.ToString());
    }
}
