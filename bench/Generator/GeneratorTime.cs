using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sememe.Bench.Harness;
using Sememe.Compiler.Folders;
using Sememe.Formats.Tensors;
using Sememe.Generator;
using Sememe.Generator.Tests.Harness;
using Sememe.Testing;

namespace Sememe.Bench.Generator;

/// <summary>What the source generator adds to a compilation of a project with one model: everything from its files to the emitted code, nothing remembered.</summary>
internal sealed class GeneratorTime : Benchmark
{
    private const string MiniLm = "all-MiniLM-L6-v2";
    private const string Large = "xlm-roberta-base";
    private const string Weights = "onnx/model_qint8.onnx";
    private const int Runs = 15;
    private const int WarmUps = 5;

    // What the design allows for vocabularies of 30,000 and of 250,000 entries.
    private const double SmallAim = 150;
    private const double LargeAim = 1500;

    /// <inheritdoc/>
    public override string Name => "generator";

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        foreach (string model in Models)
        {
            yield return Time(model, FilesOf(model), model == Large ? LargeAim : SmallAim);
        }
    }

    /// <summary>The models that can be read here.</summary>
    internal static IReadOnlyList<string> Models => TestPaths.HasShared ? [MiniLm, "gpt2", Large] : [MiniLm];

    /// <summary>A model's files as the targets hand them to the compiler.</summary>
    internal static AdditionalText[] FilesOf(string model) => [.. model == MiniLm ? ReadMiniLm() : ReadTokenizer(model)];

    /// <summary>A project of one class, the model.</summary>
    internal static CSharpCompilation Compile(string model) => CSharpCompilation.Create(
        "Bench",
        [CSharpSyntaxTree.ParseText($"[Sememe.LanguageModel(\"{model}\")] public sealed partial class Model;")],
        TestReferences.All,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>A driver that remembers nothing.</summary>
    internal static GeneratorDriver CreateDriver(AdditionalText[] files) =>
        CSharpGeneratorDriver.Create([new LanguageModelGenerator().AsSourceGenerator()], files, optionsProvider: new InMemoryOptions());

    private static Row Time(string model, AdditionalText[] files, double aim)
    {
        CSharpCompilation compilation = Compile(model);
        double[] times = [.. Enumerable.Range(0, Runs).Select(_ => TimeRun(compilation, files))];
        return new Row("generator", $"{model}, warm (median)", "ms", times[WarmUps..].Order().ElementAt((Runs - WarmUps) / 2), "the aim", aim, Better.Lower);
    }

    private static double TimeRun(CSharpCompilation compilation, AdditionalText[] files)
    {
        GeneratorDriver driver = CreateDriver(files).RunGenerators(compilation);
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        if (result.Exception is not null || result.GeneratedSources.Length != 2)
        {
            throw new InvalidOperationException($"The generator did not emit the model: {result.Exception?.Message ?? string.Join('\n', result.Diagnostics)}");
        }

        return driver.GetTimingInfo().ElapsedTime.TotalMilliseconds;
    }

    private static IEnumerable<AdditionalText> ReadMiniLm()
    {
        string folder = TestPaths.InRepository("models", MiniLm);
        foreach (string path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(static path => Path.GetExtension(path) is ".json" or ".txt"))
        {
            yield return new InMemoryText(MiniLm, Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path));
        }

        yield return new InMemoryText(MiniLm, ModelFileNames.FolderManifest, FolderManifest.Write(WeightsChoice.Choose([Weights], null)));
        yield return new InMemoryText(MiniLm, ModelFileNames.WeightsManifest, WeightsManifest.Of(folder, Weights).ToText());
    }

    /// <summary>A folder of nothing but tokenizer files.</summary>
    private static IEnumerable<AdditionalText> ReadTokenizer(string name)
    {
        string folder = TestPaths.InShared("tokenizers", name);
        foreach (string path in Directory.GetFiles(folder).Where(static path => ModelFileNames.IsRead(Path.GetFileName(path))))
        {
            yield return new InMemoryText(name, Path.GetFileName(path), File.ReadAllText(path));
        }

        yield return new InMemoryText(name, ModelFileNames.FolderManifest, FolderManifest.Write(WeightsChoice.Choose([], null)));
    }
}
