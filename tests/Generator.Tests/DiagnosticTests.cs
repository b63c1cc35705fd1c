using Microsoft.CodeAnalysis;
using Sememe.Compiler;
using Sememe.Compiler.Tasks;
using Sememe.Compiler.Tests;
using Sememe.Generator.Inputs;
using Sememe.Generator.Reports;
using Sememe.Generator.Tests.Harness;

namespace Sememe.Generator.Tests;

/// <summary>What is reported, where, and that it stays one error.</summary>
public sealed class DiagnosticTests
{
    private const string Use = """

        internal static class Use
        {
            public static float Compare(string a, string b)
            {
                using Tiny model = Tiny.Load(new Sememe.LoadOptions { Truncate = true });
                Tiny.Vector[] vectors = new Tiny.Vector[2];
                model.Embed(new[] { a, b }, vectors);
                _ = Tiny.Tokenizer.VocabularySize + Tiny.SpecialTokens.Pad + Tiny.Dimensions + Tiny.MaxTokens;
                return vectors[0].CosineSimilarity(model.Embed(b));
            }
        }
        """;

    private static readonly TinyModel s_tiny = new();

    public static TheoryData<string, string, string, string> OneError => new()
    {
        // source, id, text under the diagnostic, message
        { "[Sememe.LanguageModel(\"other\")] public sealed partial class Tiny;", "SEM002", "Sememe.LanguageModel(\"other\")", "There is no model 'other'. The project's models are 'tiny'." },
        { "[Sememe.LanguageModel(\"Tiny\")] public sealed partial class Tiny;", "SEM002", "Sememe.LanguageModel(\"Tiny\")", "There is no model 'Tiny'. The project's models are 'tiny'." },
        { "[Sememe.LanguageModel(\"tiny\")] public sealed partial class Tiny { public const int Layers = 3; }", "SEM011", "Layers", "'Layers' is generated for 'Tiny' and cannot be written by hand as well. Rename or remove it." },
        { "[Sememe.LanguageModel(\"tiny\")] public sealed partial class Tiny { public void Dispose() { } }", "SEM011", "Dispose", "'Dispose()' is generated for 'Tiny' and cannot be written by hand as well. Rename or remove it." },
        {
            "[Sememe.LanguageModel(\"tiny\")] public sealed partial class Tiny { public Sememe.EmbedInfo Embed(System.ReadOnlySpan<char> a, System.Span<float> b) => default; }", "SEM011", "Embed",
            "'Embed(ReadOnlySpan<char>,Span<float>)' is generated for 'Tiny' and cannot be written by hand as well. Rename or remove it."
        },
    };

    [Theory, MemberData(nameof(OneError))]
    public void One_mistake_is_one_error_where_it_was_made(string source, string id, string span, string message)
    {
        GeneratorRun run = GeneratorRun.Create(source + Use, GeneratorRun.Files(s_tiny));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal(span, TextAt(source + Use, diagnostic));
        Assert.Equal(message, diagnostic.GetMessage());
        Assert.DoesNotContain(run.Problems(), static d => d.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("#pragma warning disable SEM008\n[Sememe.LanguageModel(\"tiny\")] public sealed partial class Tiny;", true)]
    [InlineData("[Sememe.LanguageModel(\"tiny\")] public sealed partial class Tiny;", false)]
    public void What_is_no_error_can_be_suppressed_at_the_attribute(string source, bool isSuppressed)
    {
        GeneratorRun run = GeneratorRun.Create(source, GeneratorRun.Files(s_tiny.With("(build)/folder.txt", "sememe folder 1\n")));

        Assert.Equal(isSuppressed, !run.Diagnostics.Any(static diagnostic => diagnostic is { Id: "SEM008", IsSuppressed: false }));
    }

    [Fact]
    public void Classes_whose_names_differ_in_case_alone_have_files_of_their_own()
    {
        GeneratorRun run = GeneratorRun.Create(
            "[Sememe.LanguageModel(\"tiny\")] public sealed partial class Tiny; [Sememe.LanguageModel(\"tiny\")] public sealed partial class TINY; [Sememe.LanguageModel(\"tiny\")] public sealed partial class Other;",
            GeneratorRun.Files(s_tiny));

        Assert.Empty(run.Problems());
        string[] names = [.. run.Result.GeneratedSources.Select(static source => source.HintName)];
        Assert.Equal(6, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("Other.g.cs", names);
    }

    public static TheoryData<string, string> UnsuitableClasses => new()
    {
        { "[Sememe.LanguageModel(\"tiny\")] public static partial class Tiny { }", "'Tiny' cannot be a model: it is static" },
        { "[Sememe.LanguageModel(\"tiny\")] public abstract partial class Tiny { }", "'Tiny' cannot be a model: it is abstract" },
        { "[Sememe.LanguageModel(\"tiny\")] public partial record Tiny;", "'Tiny' cannot be a model: it is a record" },
        { "[Sememe.LanguageModel(\"tiny\")] file partial class Tiny { }", "'Tiny' cannot be a model: it is local to its file" },
        { "[Sememe.LanguageModel(\"tiny\")] public partial class Tiny<T> { }", "'Tiny' cannot be a model: 'Tiny' has type parameters" },
        { "public partial class Outer<T> { [Sememe.LanguageModel(\"tiny\")] public partial class Tiny { } }", "'Tiny' cannot be a model: 'Outer' has type parameters" },
        { "[Sememe.LanguageModel(\"tiny\")] public partial class Tiny(int size) { public int Size => size; }", "'Tiny' cannot be a model: it has a primary constructor" },
        { "[Sememe.LanguageModel(\"tiny\")] public partial class Vector { }", "'Vector' cannot be a model: it is named as the generated member 'Vector'" },
    };

    [Theory, MemberData(nameof(UnsuitableClasses))]
    public void A_class_of_another_form_cannot_be_a_model(string source, string message)
    {
        GeneratorRun run = GeneratorRun.Create(source, GeneratorRun.Files(s_tiny));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("SEM014", diagnostic.Id);
        Assert.StartsWith(message, diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(run.Result.GeneratedSources);
    }

    [Theory]
    [InlineData("[Sememe.LanguageModel(\"tiny\")] public sealed class Tiny { }", "Tiny")]
    [InlineData("internal class Outer { [Sememe.LanguageModel(\"tiny\")] internal sealed partial class Tiny { } }", "Outer")]
    public void A_class_or_its_container_that_is_not_partial_is_reported_at_its_name(string source, string name)
    {
        GeneratorRun run = GeneratorRun.Create(source, GeneratorRun.Files(s_tiny));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("SEM001", diagnostic.Id);
        Assert.Equal(name, TextAt(source, diagnostic));
        Assert.Equal(["CS0260"], run.Problems().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Id));
    }

    public static TheoryData<string, string, string, string> InFiles => new()
    {
        // file, replaced, by what, the message
        { "config.json", "\"gelu\"", "\"mish\"", "config.json(3,17): found string \"mish\", expected a \"hidden_act\" that is modelled: gelu, gelu_python, gelu_new, gelu_pytorch_tanh, gelu_python_tanh, gelu_fast, gelu_accurate, relu, relu2, silu, swish, quick_gelu, tanh, sigmoid" },
        { "config.json", "\"vocab_size\": 12", "\"vocab_size\": 11", "config.json(11,17): found \"vocab_size\" 11, expected at least 12, the number of token ids in tokenizer.json" },
        { "1_Pooling/config.json", "8", "16", "1_Pooling/config.json(2,31): found a token vector of 16, expected 8, the \"hidden_size\" of config.json" },
        { "tokenizer.json", "\"BertPreTokenizer\"", "\"BertPretokenizer\"", "tokenizer.json(13,29): found pre_tokenizer" },
    };

    [Theory, MemberData(nameof(InFiles))]
    public void A_mistake_in_a_file_is_underlined_at_the_attribute_and_points_into_the_file(string file, string part, string other, string message)
    {
        const string Source = "[Sememe.LanguageModel(\"tiny\")] public sealed partial class Tiny;" + Use;

        GeneratorRun run = GeneratorRun.Create(Source, GeneratorRun.Files(s_tiny.Replace(file, part, other)));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("Sememe.LanguageModel(\"tiny\")", TextAt(Source, diagnostic));
        Assert.StartsWith(message, diagnostic.GetMessage(), StringComparison.Ordinal);
        FileLinePositionSpan place = Assert.Single(diagnostic.AdditionalLocations).GetLineSpan();
        Assert.Equal("/models/tiny/" + file, place.Path);
        Assert.Contains($"({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1})", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.DoesNotContain(run.Problems(), static d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void A_project_without_models_is_told_where_to_put_one()
    {
        GeneratorRun run = GeneratorRun.Create("[Sememe.LanguageModel(\"tiny\")] public sealed partial class Tiny;");

        Assert.Equal(
            "There is no model 'tiny'. The project has no models at all: put the folder at models/tiny/ or add a LanguageModel item for it.",
            Assert.Single(run.Diagnostics).GetMessage());
    }

    [Fact]
    public void Constants_that_are_known_stay_right_after_an_error()
    {
        GeneratorRun run = GeneratorRun.Create("[Sememe.LanguageModel(\"tiny\")] public sealed partial class Tiny;", GeneratorRun.Files(s_tiny.Without("modules.json")));

        string source = run.Source("Tiny.g.cs");
        Assert.Contains("public const int HiddenSize = 8;", source, StringComparison.Ordinal);
        Assert.Contains("public const int VocabularySize = 12;", source, StringComparison.Ordinal);
        Assert.Contains("public const int Cls = 2;", source, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_beyond_the_room_of_an_assembly_are_an_error_before_the_compilers()
    {
        CompiledModel half = new("tiny", new ModelSpec { Task = new TokenizingTask(), MaxTokens = 12 }, new CompiledTables(new string('a', 4_000_000), "a"), default);
        CompiledModel otherHalf = half with { Name = "other", Tables = new CompiledTables(new string('b', 4_000_000), "b") };
        ModelTarget target = new(new ModelClass("tiny", "", default, "Tiny", "Tiny", false, default, true), new Place("Test.cs", 0, 1, 0, 0, 0, 1), default, default);

        Assert.Empty(Report.Of(target, [half, half with { Name = "other" }], new FilePlaces(default))); // equal literals are stored once
        Diagnostic diagnostic = Assert.Single(Report.Of(target, [half, otherHalf], new FilePlaces(default))).ToDiagnostic(GeneratorRun.Create("", []).Input);
        Assert.Equal("The tables of the project's models take 16,000,018 bytes of string literals, an assembly has room for 15,728,640. Keep them in files beside the weights: TableStorage=\"File\" in the metadata of a LanguageModel item.", diagnostic.GetMessage());
        Assert.Equal("SEM010", ModelUnit.Bind(target.Class, [half, otherHalf]).FirstError);
    }

    private static string TextAt(string source, Diagnostic diagnostic) => source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
}
