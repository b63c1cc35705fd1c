using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Sememe.Compiler.Tests;
using Sememe.Compiler.Texts;
using Sememe.Generator.Tests.Harness;

namespace Sememe.Generator.Tests.Vectors;

/// <summary>Sentences and vectors become a class; what is wrong is one error where it was made, and nothing is done twice.</summary>
public sealed class TextVectorTests
{
    private const string Model = "[Sememe.LanguageModel(\"tiny\")] public sealed partial class Tiny;\n";
    private const string Class = "[Sememe.TextVectors<Tiny>(\"intents.tsv\")] public static partial class Intents;\n";
    private const string Labelled = "greeting\tthe cat sat\nfare-well\tcat\ngreeting\tunhappy\n";
    private const int Dimensions = 8;

    private const string Use = """
        public static class Use
        {
            public static string Run()
            {
                Tiny.Vector query = Intents.Vectors[1];
                System.Span<Sememe.RankedText> best = new Sememe.RankedText[2];
                System.Span<float> scores = new float[Intents.LabelCount];
                int found = Intents.Search(query, best);
                return $"{Intents.Count} {Intents.Dimensions} {Intents.LabelCount} {found} {best[0].Index} {Intents.Nearest(query).Index} {Intents.Classify(query)} "
                    + $"{Intents.Classify(query, scores)} {Intents.NameOf(Intents.Label.FareWell)} {Intents.Texts[2]} {Intents.Labels[2]} {Intents.LabelMeans[1][0]} {Intents.Vectors[2][7]}";
            }
        }
        """;

    private static readonly string[] s_steps =
        [Steps.TextFiles, Steps.VectorTargets, Steps.VectorClasses, Steps.VectorModels, Steps.VectorInputs, Steps.VectorUnits];

    private static readonly TinyModel s_tiny = new();

    [Fact]
    public void Texts_labels_and_vectors_become_members_without_a_warning()
    {
        GeneratorRun run = Create(Model + Class + Use, Labelled);

        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain(run.Problems(), static problem => problem.Id != "CS1591");
        Assert.Equal("3 8 2 2 1 1 FareWell FareWell fare-well unhappy Greeting 108 123", Run(run));
    }

    [Fact]
    public void Sentences_without_labels_make_an_index_alone()
    {
        GeneratorRun run = Create(Model + Class, "the cat\r\nsat \"\\\r\n", labels: 0);

        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain(run.Problems(), static problem => problem.Id != "CS1591");
        Assert.DoesNotContain("Label", run.Source("Intents.TextVectors.g.cs"), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> BrokenTexts => new()
    {
        { "", "intents.tsv: found no sentence, expected at least one" },
        { "a\tcat\n\na\tsat\n", "intents.tsv(2,1): found an empty line, expected a sentence; remove the line" },
        { "a\tcat\nsat\n", "intents.tsv(2,1): found a sentence without a label, and the first line has one; write label, tab, sentence" },
        { "cat\na\tsat\n", "intents.tsv(2,1): found a tab, and the first line has none; either every sentence has a label and a tab before it, or none has" },
        { "a\tcat\tsat\n", "intents.tsv(1,6): found a second tab, expected one between label and sentence; a sentence cannot hold tabs" },
        { "a\tcat\nb\tcat\n", "intents.tsv(2,3): found the sentence of line 1 again; remove one of the two" },
        { "a\t \n", "intents.tsv(1,3): found a label without a sentence; write the sentence behind the tab" },
        { "\tcat\n", "intents.tsv(1,1): found a sentence with an empty label; write a label before the tab" },
        { "a \tcat\n", "intents.tsv(1,1): found blanks around the label \"a\"; remove them" },
        { "so-so\tcat\nSo so\tsat\n", "intents.tsv(2,1): found the label \"So so\", and line 1 has \"so-so\"; write both in one way, or give them names that differ in letters or digits" },
    };

    [Theory, MemberData(nameof(BrokenTexts))]
    public void A_mistake_in_the_texts_is_one_error_with_its_place_and_the_class_still_binds(string texts, string message)
    {
        GeneratorRun run = GeneratorRun.Create(Model + Class + "class Use { int N => Intents.Count + Intents.Vectors.Length; }", [.. GeneratorRun.Files(s_tiny), Texts(texts)]);

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("SEM022", message), (diagnostic.Id, diagnostic.GetMessage()));
        Assert.Equal("/texts/intents.tsv", Assert.Single(diagnostic.AdditionalLocations).GetLineSpan().Path);
        Assert.DoesNotContain(run.Problems(), static d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void Vectors_that_are_not_there_yet_are_an_error_that_says_to_build()
    {
        GeneratorRun run = GeneratorRun.Create(Model + Class + Use, [.. GeneratorRun.Files(s_tiny), Texts(Labelled)]);

        Assert.Equal(("SEM023", "The vectors of 'intents.tsv' are not computed yet; build the project once"), (Assert.Single(run.Diagnostics).Id, run.Diagnostics[0].GetMessage()));
        Assert.DoesNotContain(run.Problems(), static d => d.Severity == DiagnosticSeverity.Error);
        Assert.Contains("were not embedded", Assert.Throws<TargetInvocationException>(() => Run(run)).InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vectors_of_earlier_texts_are_an_error_that_says_to_build()
    {
        GeneratorRun run = GeneratorRun.Create(Model + Class, [.. GeneratorRun.Files(s_tiny), Texts(Labelled + "greeting\tcat cat\n"), Vectors(Labelled, 5)]);

        Assert.Equal("The vectors of 'intents.tsv' are those of an earlier version of the file; build the project once", Assert.Single(run.Diagnostics).GetMessage());
    }

    [Fact]
    public void Texts_that_the_project_does_not_list_are_an_error_with_the_line_to_add()
    {
        GeneratorRun run = GeneratorRun.Create(Model + Class, GeneratorRun.Files(s_tiny));

        Assert.Equal(
            "'Intents' cannot hold the vectors of texts: the project has no texts 'intents.tsv' for the model 'tiny'; add <LanguageModelTexts Include=\"intents.tsv\" Model=\"tiny\" /> to the project file",
            Assert.Single(run.Diagnostics).GetMessage());
    }

    public static TheoryData<string, string> UnsuitableClasses => new()
    {
        { "[Sememe.TextVectors<Tiny>(\"intents.tsv\")] public sealed partial class Intents;", "it can have instances, and all that it holds is constant; make it a static class" },
        { "[Sememe.TextVectors<Tiny>(\"intents.tsv\")] file static partial class Intents;", "it is local to its file, and the generated part is another file" },
        { "[Sememe.TextVectors<Tiny>(\"intents.tsv\")] public static partial class Intents<T>;", "'Intents' has type parameters, and the vectors do not depend on them; move the class to a place without" },
        { "[Sememe.TextVectors<Tiny>(\"intents.tsv\")] public static partial class Intents { public static int Count => 1; }", "'Count' is generated and cannot be written by hand as well; rename yours" },
        { "[Sememe.TextVectors<string>(\"intents.tsv\")] public static partial class Intents;", "'string' is no model; name a class with [LanguageModel(\"…\")]" },
    };

    [Theory, MemberData(nameof(UnsuitableClasses))]
    public void A_class_of_another_form_is_one_error(string source, string reason)
    {
        GeneratorRun run = Create(Model + source, Labelled);

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("SEM021", $"'Intents' cannot hold the vectors of texts: {reason}"), (diagnostic.Id, diagnostic.GetMessage()));
    }

    [Fact]
    public void A_class_that_is_not_partial_is_reported_at_its_name() =>
        Assert.Equal("SEM001", Assert.Single(Create(Model + Class.Replace("partial ", "", StringComparison.Ordinal), Labelled).Diagnostics).Id);

    [Fact]
    public void A_model_without_sentence_vectors_is_an_error()
    {
        GeneratorRun run = GeneratorRun.Create(Model + Class, [.. GeneratorRun.Files(TinyModel.Bare), Texts(Labelled), Vectors(Labelled, 5)]);

        Assert.Equal("'Intents' cannot hold the vectors of texts: the model 'tiny' gives no sentence vectors; name one whose folder has modules.json", Assert.Single(run.Diagnostics).GetMessage());
        Assert.DoesNotContain(run.Problems(), static d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void A_model_in_error_is_its_own_error_alone()
    {
        GeneratorRun run = GeneratorRun.Create(Model + Class + "class Use { int N => Intents.Count + Intents.Vectors.Length; }", [.. GeneratorRun.Files(s_tiny.Without("modules.json")), Texts(Labelled), Vectors(Labelled, 5)]);

        Assert.Equal("SEM003", Assert.Single(run.Diagnostics).Id);
        Assert.DoesNotContain(run.Problems(), static d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void Vectors_beyond_the_room_of_an_assembly_are_an_error_with_the_remedy()
    {
        string texts = string.Concat(Enumerable.Range(0, 100).Select(static i => new string((char)('a' + (i % 26)), 80_000 + i) + "\n"));

        GeneratorRun run = Create(Model + Class, texts, labels: 0);

        Assert.Matches(@"^intents.tsv: the vectors, with the tables of the project's models, take 16,\d{3},\d{3} bytes of string literals, an assembly has room for 15,728,640", Assert.Single(run.Diagnostics).GetMessage());
    }

    [Fact]
    public void An_unrelated_edit_re_runs_nothing()
    {
        GeneratorRun run = Create(Model + Class, Labelled);

        GeneratorRun after = run.After(static input => input.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class More;", (CSharpParseOptions)input.SyntaxTrees[0].Options, "More.cs")));

        AssertUntouched(after, s_steps);
        Assert.All(s_steps, step => Assert.All(run.Result.TrackedSteps[step].SelectMany(static outputs => outputs.Outputs), output => PlainData.AssertOf(output.Value, step)));
    }

    [Fact]
    public void An_edit_of_a_models_file_that_leaves_its_vectors_alone_reads_no_texts()
    {
        GeneratorRun run = Create(Model + Class, Labelled, out AdditionalText[] files);
        AdditionalText config = files.Single(static file => file.Path == "/models/tiny/config.json");

        GeneratorRun after = run.After(config, new InMemoryText("tiny", "config.json", s_tiny.Files["config.json"].Replace("1e-12", "1e-5", StringComparison.Ordinal)));

        AssertUntouched(after, Steps.TextFiles, Steps.VectorModels, Steps.VectorInputs, Steps.VectorUnits);
    }

    private static GeneratorRun Create(string source, string texts, int labels = 2) => Create(source, texts, out _, labels);

    private static GeneratorRun Create(string source, string texts, out AdditionalText[] files, int labels = 2)
    {
        files = [.. GeneratorRun.Files(s_tiny), Texts(texts), Vectors(texts, texts.Count(static c => c == '\n') + labels)];
        return GeneratorRun.Create(source, files);
    }

    private static InMemoryTexts Texts(string content) => new("intents.tsv", "tiny", "texts", content);

    /// <summary>Rows of 100, 101 …</summary>
    private static InMemoryTexts Vectors(string texts, int rows)
    {
        float[] numbers = [.. Enumerable.Range(0, rows * Dimensions).Select(static i => 100f + i)];
        if (rows == 5)
        {
            // The second text has a direction of its own, and so has its label, the fifth row.
            for (int i = 0; i < Dimensions; i++)
            {
                numbers[Dimensions + i] = numbers[(4 * Dimensions) + i] = 108 + (i * (i % 2 == 0 ? 1 : -40));
            }
        }

        return new InMemoryTexts("intents.tsv", "tiny", "vectors", TextVectors.Of("key", ExampleTexts.Read("", texts).Checksum, Dimensions, numbers).ToText());
    }

    private static void AssertUntouched(GeneratorRun run, params string[] steps)
    {
        foreach (string step in steps)
        {
            Assert.All(run.Reasons(step), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {reason}"));
        }
    }

    private static string Run(GeneratorRun run)
    {
        using MemoryStream image = new();
        EmitResult emitted = run.Output.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        image.Position = 0;
        AssemblyLoadContext context = new(null, isCollectible: true);
        try
        {
            return (string)context.LoadFromStream(image).GetType("Use")!.GetMethod("Run", BindingFlags.Static | BindingFlags.Public)!.Invoke(null, null)!;
        }
        finally
        {
            context.Unload();
        }
    }
}
