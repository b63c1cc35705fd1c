using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Specify;
using Sememe.Compiler.Tasks;
using Sememe.Formats.Configs;

namespace Sememe.Analyzers;

/// <summary>The project's model folders, as the build lists them: what a rule must know of a model beyond its generated members.</summary>
/// <remarks>Nothing is read before a rule asks for it. A model of a referenced assembly has no files here, so rules that need them say nothing about it.</remarks>
internal sealed class ProjectModels(AnalyzerOptions options, KnownTypes types)
{
    private readonly ConcurrentDictionary<string, SentenceTask?> _prompts = new(StringComparer.Ordinal);

    /// <summary>The model's prompts and which of them is the default; null when it has none, or they are not known.</summary>
    public SentenceTask? PromptsOf(INamedTypeSymbol model, CancellationToken cancellation) =>
        NameOf(model) is { } name ? _prompts.GetOrAdd(name, key => ReadPrompts(key, cancellation)) : null;

    /// <summary>The model's tokenizer, compiled from the project's files as the generator compiles it; null when they are not there or broken.</summary>
    public Tokenizer? TokenizerOf(INamedTypeSymbol model, CancellationToken cancellation) =>
        NameOf(model) is { } name ? TokenizerCache.Get(name, FilesOf(name, cancellation), cancellation) : null;

    /// <summary>Name of a model whose files are in this project.</summary>
    private string? NameOf(INamedTypeSymbol model) => KnownTypes.Same(model.ContainingAssembly, types.Assembly) ? types.NameOf(model) : null;

    private SentenceTask? ReadPrompts(string name, CancellationToken cancellation)
    {
        foreach ((string path, SourceText text) in FilesOf(name, cancellation))
        {
            if (path == SentenceTransformersConfig.FileName)
            {
                FindingList findings = new();
                ModelFolder folder = new(name, new([new ModelFile(name, path, path, text.ToString())]));
                return new FolderFiles(folder, findings).Optional(path, SentenceTransformersConfig.Read) is { } config ? PromptSpecifier.Specify(config, findings) : null;
            }
        }

        return null;
    }

    private List<(string Path, SourceText Text)> FilesOf(string name, CancellationToken cancellation)
    {
        List<(string, SourceText)> files = [];
        foreach (AdditionalText file in options.AdditionalFiles)
        {
            AnalyzerConfigOptions metadata = options.AnalyzerConfigOptionsProvider.GetOptions(file);
            if (metadata.TryGetValue(ModelFileMetadata.Model, out string? model)
                && model == name
                && metadata.TryGetValue(ModelFileMetadata.Path, out string? path)
                && file.GetText(cancellation) is { } text)
            {
                files.Add((path, text));
            }
        }

        return files;
    }
}
