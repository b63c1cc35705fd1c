using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Sememe.Compiler.Tests;
using Sememe.Generator.Tests.Harness;

namespace Sememe.Generator.Tests;

/// <summary>An edit re-runs what depends on it and nothing else.</summary>
public sealed class IncrementalityTests
{
    private const string TwoModels = """
        [Sememe.LanguageModel("tiny")] public sealed partial class Tiny;
        [Sememe.LanguageModel("other")] public sealed partial class Other;
        """;

    /// <summary>Steps on the way to a report; a run without findings has none and does not list them.</summary>
    private static readonly string[] s_reportSteps = [Steps.Places, Steps.Reports];

    /// <summary>All others but those of texts, which a project without such texts does not list; they have tests of their own.</summary>
    private static readonly string[] s_steps =
        [.. typeof(Steps).GetFields().Select(static field => (string)field.GetValue(null)!).Except(s_reportSteps).Where(static step => !IsOfTexts(step))];

    private static readonly TinyModel s_tiny = new();

    private readonly AdditionalText[] _files = [.. GeneratorRun.Files(s_tiny), .. GeneratorRun.Files(s_tiny, "other")];

    private GeneratorRun FirstRun() => GeneratorRun.Create(TwoModels, _files);

    /// <summary>A model without weights, which is worth a word.</summary>
    private static GeneratorRun RunWithFindings() =>
        GeneratorRun.Create(TwoModels.Split('\n')[0], GeneratorRun.Files(s_tiny.With("(build)/folder.txt", "sememe folder 1\n")));

    public static TheoryData<string, string> UnrelatedEdits => new()
    {
        { "another file", "internal static class More { public static int Two => 2; }" },
        { "another file with the same names", "internal static class Vector { public static int Embed => 2; }" },
    };

    [Theory, MemberData(nameof(UnrelatedEdits))]
    public void An_unrelated_edit_re_runs_nothing(string edit, string source)
    {
        _ = edit;

        GeneratorRun after = FirstRun().After(input => input.AddSyntaxTrees(Parse(source, input, "More.cs")));

        AssertNothingRan(after);
    }

    [Fact]
    public void A_line_typed_below_the_class_re_runs_nothing()
    {
        GeneratorRun after = FirstRun().After(static input => Edit(input, TwoModels + "\ninternal static class More;\n"));

        AssertNothingRan(after);
    }

    [Fact]
    public void A_line_typed_above_the_class_moves_its_place_and_compiles_no_model()
    {
        GeneratorRun after = FirstRun().After(static input => Edit(input, "// more\n" + TwoModels));

        Assert.All(after.Reasons(Steps.Targets), static reason => Assert.Equal(IncrementalStepRunReason.Modified, reason));
        AssertUntouched(after, Steps.Files, Steps.Classes, Steps.Names, Steps.Folders, Steps.Models, Steps.Units);
    }

    [Fact]
    public void A_member_of_the_class_compiles_no_model()
    {
        GeneratorRun after = FirstRun().After(static input => Edit(input, TwoModels.Replace("class Tiny;", "class Tiny { public static int Size => MaxTokens; }", StringComparison.Ordinal)));

        AssertUntouched(after, Steps.Files, Steps.Classes, Steps.Names, Steps.Folders, Steps.Models, Steps.Units);
    }

    [Fact]
    public void An_edit_of_one_models_file_compiles_that_model_only()
    {
        GeneratorRun before = FirstRun();
        AdditionalText config = _files.Single(static file => file.Path == "/models/other/config.json");
        string edited = s_tiny.Files["config.json"].Replace("1e-12", "1e-5", StringComparison.Ordinal);

        GeneratorRun after = before.After(config, new InMemoryText("other", "config.json", edited));

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], after.Reasons(Steps.Models));
        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Modified], after.Reasons(Steps.Units));
        Assert.Contains("1E-05f", after.Source("Other.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_blank_in_a_models_file_emits_nothing_anew()
    {
        GeneratorRun before = FirstRun();
        AdditionalText config = _files.Single(static file => file.Path == "/models/tiny/config.json");

        GeneratorRun after = before.After(config, new InMemoryText("tiny", "config.json", s_tiny.Files["config.json"] + "\n"));

        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached], after.Reasons(Steps.Models));
        AssertUntouched(after, Steps.Units);
    }

    [Fact]
    public void A_file_that_belongs_to_no_model_re_runs_nothing()
    {
        GeneratorRun before = FirstRun();

        GeneratorRun after = (before with { Driver = before.Driver.AddAdditionalTexts([new ForeignText()]) }).After(static input => input);

        AssertNothingRan(after);
    }

    [Fact]
    public void An_unrelated_edit_finds_nothing_anew()
    {
        GeneratorRun before = RunWithFindings();

        GeneratorRun after = before.After(input => input.AddSyntaxTrees(Parse("internal static class More;", input, "More.cs")));

        AssertUntouched(after, [.. s_steps, .. s_reportSteps]);
        Assert.Equal(before.Diagnostics.Select(static diagnostic => diagnostic.ToString()), after.Diagnostics.Select(static diagnostic => diagnostic.ToString()));
    }

    [Fact]
    public void A_second_model_leaves_the_first_alone()
    {
        GeneratorRun before = GeneratorRun.Create(TwoModels.Split('\n')[0], _files);

        GeneratorRun after = before.After(static input => Edit(input, TwoModels));

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.New], after.Reasons(Steps.Models));
    }

    [Fact]
    public void Nothing_of_the_compiler_survives_a_step()
    {
        GeneratorRun run = RunWithFindings();

        foreach (string step in (string[])[.. s_steps, .. s_reportSteps])
        {
            foreach ((object value, _) in run.Result.TrackedSteps[step].SelectMany(static outputs => outputs.Outputs))
            {
                PlainData.AssertOf(value, step);
            }
        }
    }

    /// <summary>No step has another value, and nothing is emitted anew.</summary>
    private static void AssertNothingRan(GeneratorRun run)
    {
        AssertUntouched(run, s_steps);
        Assert.All(
            run.Result.TrackedOutputSteps.SelectMany(static output => output.Value).SelectMany(static output => output.Outputs),
            static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    private static bool IsOfTexts(string step) =>
        step is Steps.TextFiles || step.StartsWith("Literal", StringComparison.Ordinal) || step.StartsWith("Vector", StringComparison.Ordinal);

    private static void AssertUntouched(GeneratorRun run, params string[] steps)
    {
        foreach (string step in steps)
        {
            Assert.All(run.Reasons(step), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {reason}"));
        }
    }

    private static CSharpCompilation Edit(CSharpCompilation input, string source) =>
        input.ReplaceSyntaxTree(input.SyntaxTrees[0], Parse(source, input, "Test.cs"));

    private static SyntaxTree Parse(string source, CSharpCompilation input, string path) =>
        CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)input.SyntaxTrees[0].Options, path);

    private sealed class ForeignText : AdditionalText
    {
        public override string Path => "/elsewhere/banned.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From("T:System.Console");
    }
}
