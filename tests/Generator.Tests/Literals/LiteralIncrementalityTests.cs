using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sememe.Compiler.Tests;
using Sememe.Generator.Tests.Harness;

namespace Sememe.Generator.Tests.Literals;

/// <summary>An edit of a text tokenizes that text and compiles no vocabulary.</summary>
public sealed class LiteralIncrementalityTests
{
    private const string Source = """
        [Sememe.LanguageModel("tiny")] public sealed partial class Tiny;
        [Sememe.LanguageModel("other")] public sealed partial class Other;
        public static partial class Queries
        {
            [Sememe.TokenIds<Tiny>("the")] public static partial System.ReadOnlySpan<int> One { get; }
            [Sememe.TokenIds<Tiny>("cat")] public static partial System.ReadOnlySpan<int> Two { get; }
            [Sememe.TokenIds<Other>("sat")] public static partial System.ReadOnlySpan<int> Three { get; }
        }
        public static partial class More
        {
            [Sememe.TokenTypeIds<Other>("the", "cat")] public static partial System.ReadOnlySpan<int> Four { get; }
        }
        """;

    private static readonly string[] s_steps =
    [
        Steps.LiteralTargets, Steps.LiteralProperties, Steps.LiteralTokenizers, Steps.LiteralInputs, Steps.Literals, Steps.LiteralUnits,
    ];

    private static readonly TinyModel s_tiny = new();

    private readonly AdditionalText[] _files = [.. GeneratorRun.Files(s_tiny), .. GeneratorRun.Files(s_tiny, "other")];

    [Theory]
    [InlineData("another file", "internal static class Another { public static int Two => 2; }")]
    [InlineData("another file with a property of the name", "internal static class Another { public static int TokenIds => 2; }")]
    public void An_unrelated_edit_re_runs_nothing(string edit, string source)
    {
        _ = edit;

        GeneratorRun after = FirstRun().After(input => input.AddSyntaxTrees(Parse(source, input, "More.cs")));

        AssertUntouched(after, [.. s_steps, Steps.Models]);
    }

    [Fact]
    public void An_edited_text_is_tokenized_alone()
    {
        GeneratorRun after = FirstRun().After(static input => Edit(input, Source.Replace("(\"cat\")]", "(\"sat cat\")]", StringComparison.Ordinal)));

        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached],
            after.Reasons(Steps.Literals).Order());
        Assert.Single(after.Reasons(Steps.LiteralUnits), static reason => reason == IncrementalStepRunReason.Modified);
        AssertUntouched(after, Steps.Models, Steps.Units, Steps.LiteralTokenizers);
        Assert.Contains("[2, 7, 6, 3]", after.Source("Queries.TokenIds.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_typed_above_moves_places_and_tokenizes_nothing()
    {
        GeneratorRun after = FirstRun().After(static input => Edit(input, "// more\n" + Source));

        AssertUntouched(after, Steps.Models, Steps.LiteralProperties, Steps.LiteralTokenizers, Steps.LiteralInputs, Steps.Literals, Steps.LiteralUnits);
    }

    [Fact]
    public void A_change_of_one_models_tables_tokenizes_its_texts_alone()
    {
        AdditionalText tokenizer = _files.Single(static file => file.Path == "/models/other/tokenizer.json");
        string edited = s_tiny.Files["tokenizer.json"].Replace("\"lowercase\": true", "\"lowercase\": false", StringComparison.Ordinal);

        GeneratorRun after = FirstRun().After(tokenizer, new InMemoryText("other", "tokenizer.json", edited));

        Assert.Equal(2, after.Reasons(Steps.LiteralInputs).Count(static reason => reason == IncrementalStepRunReason.Modified));
        Assert.Equal(2, after.Reasons(Steps.Literals).Count(static reason => reason == IncrementalStepRunReason.Cached));
        Assert.Single(after.Reasons(Steps.LiteralTokenizers), static reason => reason == IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void A_change_that_leaves_the_tables_alone_tokenizes_nothing()
    {
        AdditionalText config = _files.Single(static file => file.Path == "/models/other/config.json");

        GeneratorRun after = FirstRun().After(config, new InMemoryText("other", "config.json", s_tiny.Files["config.json"] + "\n"));

        AssertUntouched(after, s_steps);
    }

    [Fact]
    public void Nothing_of_the_compiler_survives_a_step()
    {
        GeneratorRun run = GeneratorRun.Create(Source.Replace("<Other>(\"sat\")", "<Other>(\"\\ud800\")", StringComparison.Ordinal), _files);
        Assert.NotEmpty(run.Diagnostics); // a run without findings does not list the step of reports

        foreach (string step in (string[])[.. s_steps, Steps.LiteralReports])
        {
            foreach ((object value, _) in run.Result.TrackedSteps[step].SelectMany(static outputs => outputs.Outputs))
            {
                PlainData.AssertOf(value, step);
            }
        }
    }

    private GeneratorRun FirstRun()
    {
        GeneratorRun run = GeneratorRun.Create(Source, _files);
        Assert.Empty(run.Diagnostics);
        return run;
    }

    private static void AssertUntouched(GeneratorRun run, params string[] steps)
    {
        foreach (string step in steps)
        {
            Assert.All(run.Reasons(step), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {reason}"));
        }
    }

    private static CSharpCompilation Edit(CSharpCompilation input, string source) => input.ReplaceSyntaxTree(input.SyntaxTrees[0], Parse(source, input, "Test.cs"));

    private static SyntaxTree Parse(string source, CSharpCompilation input, string path) =>
        CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)input.SyntaxTrees[0].Options, path);
}
