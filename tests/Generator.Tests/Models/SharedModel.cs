using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Sememe.Compiler.Folders;
using Sememe.Formats;
using Sememe.Formats.Tensors;
using Sememe.Generator.Tests.Harness;
using Sememe.Testing;

namespace Sememe.Generator.Tests.Models;

/// <summary>A model folder of the shared ones, made a class by the generator, compiled with code that uses it, and loaded.</summary>
internal static class SharedModel
{
    private const string Weights = "model.safetensors";

    private static readonly Dictionary<(string, string), Assembly> s_compiled = [];

    /// <summary>A new object of the class <c>Driver</c>, which uses the generated class <c>Model</c>.</summary>
    /// <typeparam name="T">What the class implements.</typeparam>
    /// <param name="model">Name of the folder.</param>
    /// <param name="backend">What runs the network.</param>
    /// <param name="driver">Source of the class.</param>
    /// <param name="config">Changes every config.json, the folder's own and those of modules, and generation_config.json; null for as they are.</param>
    /// <param name="weights">Other weights inside the folder.</param>
    public static T Load<T>(string model, Backend backend, string driver, Func<string, string>? config = null, string? weights = null)
    {
        LoadOptions options = new()
        {
            Backend = backend,
            Folder = TestPaths.InShared("models", model),
            Weights = weights,
            Truncate = true,
            OnnxRuntimeLibrary = backend == Backend.OnnxRuntime ? NpmPackages.OnnxRuntime : null,
        };
        return (T)Activator.CreateInstance(Compile(model, driver, config).GetType("Driver")!, options)!;
    }

    private static Assembly Compile(string model, string driver, Func<string, string>? config)
    {
        lock (s_compiled)
        {
            if (config is null && s_compiled.TryGetValue((model, driver), out Assembly? compiled))
            {
                return compiled;
            }

            compiled = Assembly.Load(Emit(model, driver, config));
            if (config is null)
            {
                s_compiled.Add((model, driver), compiled);
            }

            return compiled;
        }
    }

    private static byte[] Emit(string model, string driver, Func<string, string>? config)
    {
        GeneratorRun run = GeneratorRun.Create($"[Sememe.LanguageModel(\"{model}\")] public sealed partial class Model;\n{driver}", Files(model, config));
        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain(run.Problems(), static problem => problem.Location.SourceTree?.FilePath != "Test.cs");
        using MemoryStream image = new();
        EmitResult emitted = run.Output.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)));
        return image.ToArray();
    }

    /// <summary>The files of a shared model, as the targets list them.</summary>
    public static IEnumerable<AdditionalText> Files(string model, Func<string, string>? config)
    {
        string folder = TestPaths.InShared("models", model);
        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))];
        foreach (string file in files.Where(ModelFileNames.IsRead))
        {
            string text = File.ReadAllText(Path.Combine(folder, file));
            yield return new InMemoryText(model, file, Path.GetFileName(file) is "config.json" or "generation_config.json" && config is not null ? config(text) : text);
        }

        foreach (string pieces in ModelFileNames.SentencePieceModels.Where(files.Contains))
        {
            yield return new InMemoryText(model, ModelFileNames.SentencePieceText(pieces), BinaryText.Write(File.ReadAllBytes(Path.Combine(folder, pieces))));
        }

        yield return new InMemoryText(model, ModelFileNames.FolderManifest, FolderManifest.Write(WeightsChoice.Choose(files, Weights)));
        yield return new InMemoryText(model, ModelFileNames.WeightsManifest, WeightsManifest.Of(folder, Weights).ToText());
        foreach (string module in files.Where(ModelFileNames.IsModuleWeights))
        {
            yield return new InMemoryText(model, ModelFileNames.ModuleManifest(module), WeightsManifest.Of(folder, module).ToText());
        }
    }
}
