using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sememe.Compiler.Tests;

namespace Sememe.Generator.Tests.Harness;

/// <summary>A compilation that the generator has run over.</summary>
internal sealed record GeneratorRun(GeneratorDriver Driver, CSharpCompilation Input, Compilation Output, GeneratorRunResult Result)
{
    private static readonly CSharpParseOptions s_parse = CSharpParseOptions.Default
        .WithDocumentationMode(DocumentationMode.Diagnose);

    public ImmutableArray<Diagnostic> Diagnostics => Result.Diagnostics;

    /// <summary>Runs the generator over a source and the models of a project.</summary>
    public static GeneratorRun Create(string source, params IEnumerable<AdditionalText> files) => Create(LanguageVersion.Latest, source, files);

    /// <summary>The same in an older language.</summary>
    public static GeneratorRun Create(LanguageVersion version, string source, params IEnumerable<AdditionalText> files)
    {
        CSharpParseOptions parse = s_parse.WithLanguageVersion(version);
        CSharpCompilation input = CSharpCompilation.Create(
            "Test",
            [CSharpSyntaxTree.ParseText(source, parse, "Test.cs")],
            TestReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new LanguageModelGenerator().AsSourceGenerator()],
            files,
            parse,
            new InMemoryOptions(),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return Run(driver, input);
    }

    /// <summary>The files of a model, as the targets list them.</summary>
    public static IEnumerable<AdditionalText> Files(TinyModel model, string name = TinyModel.Name) =>
        model.Files.Select(file => new InMemoryText(name, file.Key, file.Value));

    /// <summary>The next run after an edit, with what the driver remembers.</summary>
    public GeneratorRun After(Func<CSharpCompilation, CSharpCompilation> edit) => Run(Driver, edit(Input));

    /// <summary>The next run after an edit of a model's file.</summary>
    public GeneratorRun After(AdditionalText before, AdditionalText now) => Run(Driver.ReplaceAdditionalText(before, now), Input);

    /// <summary>Text of an emitted file.</summary>
    public string Source(string hint) => Result.GeneratedSources.Single(source => source.HintName == hint).SourceText.ToString();

    /// <summary>Errors and warnings of the whole compilation.</summary>
    public IEnumerable<Diagnostic> Problems() => Output.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    /// <summary>Why each of a step's outputs is as it is.</summary>
    public IEnumerable<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps[step].SelectMany(static run => run.Outputs).Select(static output => output.Reason);

    private static GeneratorRun Run(GeneratorDriver driver, CSharpCompilation input)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        Assert.Null(result.Exception);
        return new GeneratorRun(driver, input, output, result);
    }
}
