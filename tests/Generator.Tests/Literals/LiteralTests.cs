using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Tests;
using Sememe.Generator.Tests.Harness;

namespace Sememe.Generator.Tests.Literals;

/// <summary>Texts in attributes become constants: compiled, run, and compared with the tokenizer of the same compilation.</summary>
public sealed class LiteralTests
{
    private const string Model = "[Sememe.LanguageModel(\"tiny\")] public sealed partial class Tiny;\n";

    private static readonly TinyModel s_tiny = new();

    public static TheoryData<string, string> Forms => new()
    {
        // the member, the ids
        { "[Sememe.TokenIds<Tiny>(\"The cat sat unhappy.\")] public static partial System.ReadOnlySpan<int> Ids { get; }", "2 5 6 7 9 10 11 3" },
        { "[Sememe.TokenIds<Tiny>(\"The cat\")] internal static partial System.ReadOnlySpan<long> Ids { get; }", "2 5 6 3" },
        { "[Sememe.TokenIds<Tiny>(\"the cat\", OmitSpecialTokens = true)] private static partial System.ReadOnlySpan<int> Ids { get; }", "5 6" },
        { "[Sememe.TokenIds<Tiny>(\"cat[SEP]\")] public static partial System.ReadOnlySpan<int> Ids { get; }", "2 6 3 3" },
        { "[Sememe.TokenIds<Tiny>(\"cat[SEP]\", SpecialTokensAsText = true)] public static partial System.ReadOnlySpan<int> Ids { get; }", "2 6 1 1 1 3" },
        { "[Sememe.TokenIds<Tiny>(\"the cat\", \"sat.\")] public static partial System.ReadOnlySpan<int> Ids { get; }", "2 5 6 3 7 11 3" },
        { "[Sememe.TokenTypeIds<Tiny>(\"the cat\", \"sat.\")] public static partial System.ReadOnlySpan<int> Ids { get; }", "0 0 0 0 1 1 1" },
        { "[Sememe.TokenTypeIds<Tiny>(\"the cat\")] public static partial System.ReadOnlySpan<long> Ids { get; }", "0 0 0 0" },
        { "[Sememe.TokenIds<Tiny>(\"\")] public static partial System.ReadOnlySpan<int> Ids { get; }", "2 3" },
        { "[Sememe.TokenIds<Tiny>(\"\", OmitSpecialTokens = true)] public static partial System.ReadOnlySpan<int> Ids { get; }", "" },
        { "private const string Text = \"the \" + \"cat\"; [Sememe.TokenIds<Tiny>(Text)] public static partial System.ReadOnlySpan<int> Ids { get; }", "2 5 6 3" },
        { "/// <summary>Documented.</summary>\n[Sememe.TokenIds<Tiny>(\"cat\")] public static partial System.ReadOnlySpan<int> Ids { get; }", "2 6 3" },
    };

    [Theory, MemberData(nameof(Forms))]
    public void A_text_becomes_the_ids_of_the_model_and_the_code_has_no_warning(string member, string ids)
    {
        GeneratorRun run = GeneratorRun.Create($"{Model}/// <summary>Texts.</summary>\npublic static partial class Queries\n{{\n{member}\npublic static string Run() => string.Join(\" \", Ids.ToArray());\n}}", GeneratorRun.Files(s_tiny));

        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain(run.Problems(), static problem => !(problem.Id == "CS1591" && problem.Location.SourceTree?.FilePath == "Test.cs")); // the test's own members
        Assert.Equal(ids, Run(run, "Queries"));
    }

    [Fact]
    public void Inside_the_class_of_a_model_its_name_is_not_needed()
    {
        GeneratorRun run = GeneratorRun.Create(
            """
            namespace My.@event;

            [Sememe.LanguageModel("tiny")]
            public sealed partial class Tiny
            {
                public static string Run() => string.Join(" ", Queries.@class.ToArray()) + "|" + string.Join(" ", Queries.Types.ToArray());

                private partial struct Queries
                {
                    [Sememe.TokenIds("cat")] internal static partial System.ReadOnlySpan<int> @class { get; }
                    [Sememe.TokenTypeIds("cat", "sat")] internal static partial System.ReadOnlySpan<int> Types { get; }
                }
            }
            """,
            GeneratorRun.Files(s_tiny));

        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain(run.Problems(), static problem => problem.Id != "CS1591");
        Assert.Equal("2 6 3|0 0 0 1 1", Run(run, "My.event.Tiny"));
    }

    [Fact]
    public void Tables_in_a_file_are_compiled_for_the_texts_that_need_them()
    {
        string manifest = s_tiny.Files[ModelFileNames.FolderManifest] + "tables in a file\n";
        TinyModel model = s_tiny.With(ModelFileNames.FolderManifest, manifest).With(ModelFileNames.TablesManifest, TablesManifest.Write(1));

        GeneratorRun run = GeneratorRun.Create(Model + Queries("\"cat\""), GeneratorRun.Files(model));

        Assert.Empty(run.Diagnostics);
        Assert.Equal("2 6 3", Run(run, "Queries"));
    }

    [Fact]
    public void A_text_that_is_too_long_is_cut_as_at_run_time_and_a_warning()
    {
        string source = Model + Queries($"\"{string.Join(' ', Enumerable.Repeat("cat", 15))}\"");

        GeneratorRun run = GeneratorRun.Create(source, GeneratorRun.Files(s_tiny));

        Diagnostic warning = Assert.Single(run.Diagnostics);
        Assert.Equal(("SEM020", DiagnosticSeverity.Warning), (warning.Id, warning.Severity));
        Assert.Equal("The text of 'Ids' has 17 tokens, 'tiny' takes 12; the last 5 of the text are left out", warning.GetMessage());
        Assert.StartsWith("Sememe.TokenIds<Tiny>(", TextAt(source, warning), StringComparison.Ordinal);
        Assert.Equal("2 6 6 6 6 6 6 6 6 6 6 3", Run(run, "Queries"));
    }

    [Fact]
    public void A_text_that_may_be_cut_is_cut_without_a_word()
    {
        GeneratorRun run = GeneratorRun.Create(Model + Queries($"\"{string.Join(' ', Enumerable.Repeat("cat", 15))}\", Truncate = true"), GeneratorRun.Files(s_tiny));

        Assert.Empty(run.Diagnostics);
        Assert.Equal("2 6 6 6 6 6 6 6 6 6 6 3", Run(run, "Queries"));
    }

    public static TheoryData<string, string, string> UnsuitableProperties => new()
    {
        { "public static System.ReadOnlySpan<int> Ids => default;", "it is not partial, and the build writes its other half; add 'partial'", "" },
        { "public partial System.ReadOnlySpan<int> Ids { get; }", "it belongs to an instance, and the ids are the same for all; make it static", "CS9248" },
        { "public static partial int[] Ids { get; }", "its type is int[]; make it ReadOnlySpan<int> or ReadOnlySpan<long>", "CS9248" },
        { "public static partial System.Span<int> Ids { get; }", "its type is System.Span<int>; make it ReadOnlySpan<int> or ReadOnlySpan<long>", "CS9248" },
        { "public static partial System.ReadOnlySpan<short> Ids { get; }", "its type is System.ReadOnlySpan<short>; make it ReadOnlySpan<int> or ReadOnlySpan<long>", "CS9248" },
        { "public static partial System.ReadOnlySpan<int> Ids { get; set; }", "it has a setter, and the ids are constant; leave '{ get; }'", "CS9248" },
        { "public static partial System.ReadOnlySpan<int> Ids => default;", "it has a body, and the build writes that; leave '{ get; }'", "CS9249" },
    };

    [Theory, MemberData(nameof(UnsuitableProperties))]
    public void A_property_of_another_form_is_one_error_of_ours_at_its_name(string property, string reason, string compilers)
    {
        string source = $"{Model}public partial class Queries {{ [Sememe.TokenIds<Tiny>(\"cat\")] {property} }}";

        GeneratorRun run = GeneratorRun.Create(source, GeneratorRun.Files(s_tiny));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("SEM017", diagnostic.Id);
        Assert.Equal("Ids", TextAt(source, diagnostic));
        Assert.Equal($"'Ids' cannot hold token ids: {reason}", diagnostic.GetMessage());
        Assert.Equal(compilers, string.Join(" ", run.Problems().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Id)));
    }

    [Theory]
    [InlineData("file partial class Queries", "'Queries' is local to its file")]
    [InlineData("public partial class Queries<T>", "'Queries' has type parameters")]
    public void A_type_that_cannot_be_written_elsewhere_is_an_error(string type, string reason)
    {
        GeneratorRun run = GeneratorRun.Create(
            $"{Model}{type} {{ [Sememe.TokenIds<Tiny>(\"cat\")] public static partial System.ReadOnlySpan<int> Ids {{ get; }} }}", GeneratorRun.Files(s_tiny));

        Assert.StartsWith($"'Ids' cannot hold token ids: {reason}", Assert.Single(run.Diagnostics).GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_language_version_is_named_with_the_one_that_is_needed()
    {
        GeneratorRun run = GeneratorRun.Create(Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp12, Model + Queries("\"cat\""), GeneratorRun.Files(s_tiny));

        Assert.Equal(
            "'Ids' cannot hold token ids: partial properties need C# 13, and the project is compiled as C# 12.0; raise LangVersion or leave it out",
            Assert.Single(run.Diagnostics).GetMessage());
    }

    [Fact]
    public void A_type_that_is_not_partial_is_reported_once_at_its_name()
    {
        string source = $$"""
            {{Model}}
            public static class Queries
            {
                [Sememe.TokenIds<Tiny>("the")] public static partial System.ReadOnlySpan<int> One { get; }
                [Sememe.TokenIds<Tiny>("cat")] public static partial System.ReadOnlySpan<int> Two { get; }
            }
            """;

        GeneratorRun run = GeneratorRun.Create(source, GeneratorRun.Files(s_tiny));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("SEM001", "Queries"), (diagnostic.Id, TextAt(source, diagnostic)));
    }

    [Theory]
    [InlineData("TokenIds<string>(\"cat\")", "'string' is no model; name a class with [LanguageModel(\"…\")]")]
    [InlineData("TokenIds<Sememe.Tokenizer>(\"cat\")", "'Sememe.Tokenizer' is no model; name a class with [LanguageModel(\"…\")]")]
    [InlineData("TokenIds(\"cat\")", "'Queries' is no model; name one, as in [TokenIds<MiniLm>(\"…\")], or put the property into the class with [LanguageModel]")]
    public void A_text_without_a_model_is_one_error_at_the_attribute(string attribute, string reason)
    {
        string source = $"{Model}public static partial class Queries {{ [Sememe.{attribute}] public static partial System.ReadOnlySpan<int> Ids {{ get; }} }}";

        GeneratorRun run = GeneratorRun.Create(source, GeneratorRun.Files(s_tiny));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("SEM018", "Sememe." + attribute), (diagnostic.Id, TextAt(source, diagnostic)));
        Assert.Equal($"The text of 'Ids' cannot be tokenized: {reason}", diagnostic.GetMessage());
        Assert.DoesNotContain(run.Problems(), static d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void A_model_in_error_is_its_own_error_and_the_property_throws()
    {
        GeneratorRun run = GeneratorRun.Create(Model + Queries("\"cat\""), GeneratorRun.Files(s_tiny.Without("modules.json")));

        Assert.Equal("SEM003", Assert.Single(run.Diagnostics).Id);
        Assert.Contains("See the errors of the build".ToLowerInvariant(), Assert.Throws<TargetInvocationException>(() => Run(run, "Queries")).InnerException!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"a\\uD83D\"", "found \\uD83D at index 1, half of a surrogate pair without the other; write the whole character, as it is or as \\UXXXXXXXX")]
    [InlineData("\"\\uDE00\\uD83D\"", "found \\uDE00 at index 0, half of a surrogate pair without the other; write the whole character, as it is or as \\UXXXXXXXX")]
    [InlineData("\"a\", \"\\uDE00\"", "found \\uDE00 at index 0, half of a surrogate pair without the other; write the whole character, as it is or as \\UXXXXXXXX")]
    [InlineData("null!", "it is null; write a text, \"\" for none")]
    public void A_text_that_is_none_is_one_error_at_the_attribute(string text, string reason)
    {
        GeneratorRun run = GeneratorRun.Create(Model + Queries(text), GeneratorRun.Files(s_tiny));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("SEM019", diagnostic.Id);
        Assert.Equal($"The text of 'Ids' cannot be tokenized: {reason}", diagnostic.GetMessage());
    }

    [Fact]
    public void A_second_attribute_on_a_property_is_an_error_and_the_first_works()
    {
        GeneratorRun run = GeneratorRun.Create(
            Model + "public static partial class Queries { [Sememe.TokenIds<Tiny>(\"cat\")] [Sememe.TokenTypeIds<Tiny>(\"cat\")] public static partial System.ReadOnlySpan<int> Ids { get; } "
            + "public static string Run() => string.Join(\" \", Ids.ToArray()); }",
            GeneratorRun.Files(s_tiny));

        Assert.Equal("'Ids' cannot hold token ids: it has two of these attributes; give each a property of its own", Assert.Single(run.Diagnostics).GetMessage());
        Assert.Equal("2 6 3", Run(run, "Queries"));
    }

    [Fact]
    public void The_emitted_half_is_as_it_was_accepted()
    {
        GeneratorRun run = GeneratorRun.Create(
            $$"""
            namespace My;
            {{Model}}
            internal static partial class Queries
            {
                [Sememe.TokenIds<Tiny>("the cat's <sat>")] public static partial System.ReadOnlySpan<int> Short { get; }
                /// <summary>Mine.</summary>
                [Sememe.TokenIds<Tiny>("the cat sat unhappy the cat sat unhappy")] public static partial System.ReadOnlySpan<long> Documented { get; }
                [Sememe.TokenTypeIds<Tiny>("the cat", "sat unhappy")] public static partial System.ReadOnlySpan<int> Types { get; }
            }
            """,
            GeneratorRun.Files(s_tiny.Replace("sentence_bert_config.json", "12", "16")));

        Snapshot.Matches("TokenIds", run.Source("My.Queries.TokenIds.g.cs"));
    }

    private static string Queries(string text) =>
        $"public static partial class Queries {{ [Sememe.TokenIds<Tiny>({text})] public static partial System.ReadOnlySpan<int> Ids {{ get; }} public static string Run() => string.Join(\" \", Ids.ToArray()); }}";

    private static string Run(GeneratorRun run, string type)
    {
        using MemoryStream image = new();
        EmitResult emitted = run.Output.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        image.Position = 0;
        AssemblyLoadContext context = new(null, isCollectible: true);
        try
        {
            return (string)context.LoadFromStream(image).GetType(type)!.GetMethod("Run", BindingFlags.Static | BindingFlags.Public)!.Invoke(null, null)!;
        }
        finally
        {
            context.Unload();
        }
    }

    private static string TextAt(string source, Diagnostic diagnostic) => source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
}
