using Microsoft.CodeAnalysis;
using Sememe.Compiler;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Tests;
using Sememe.Generator.Emit;
using Sememe.Generator.Tests.Harness;

namespace Sememe.Generator.Tests;

public sealed class EmitTests
{
    private const string InNamespace = """
        namespace Demo;

        /// <summary>Mine.</summary>
        [Sememe.LanguageModel("tiny")]
        public sealed partial class Tiny;
        """;

    private static readonly TinyModel s_tiny = new();

    private static readonly TinyModel s_withoutWeights = s_tiny.Without(ModelFileNames.FolderManifest, ModelFileNames.WeightsManifest);

    [Fact]
    public void An_embedding_model_has_the_members_of_the_contract()
    {
        GeneratorRun run = GeneratorRun.Create(InNamespace, GeneratorRun.Files(s_tiny));

        Assert.Empty(run.Diagnostics);
        Snapshot.Matches("Embedding", run.Source("Demo.Tiny.g.cs"));
    }

    public static TheoryData<string> Tasks => [.. s_tasks.Keys];

    private static readonly Dictionary<string, TinyModel> s_tasks = new()
    {
        ["Contextualizing"] = TinyModel.Bare,
        ["Classifying"] = TinyModel.Classifier,
        ["Tagging"] = TinyModel.Tagger,
        ["Ranking"] = TinyModel.Ranker,
        ["Regression"] = TinyModel.Regression,
        ["Answering"] = TinyModel.Answerer,
        ["Filling"] = TinyModel.Filler,
        ["Generating"] = TinyModel.Generator,
        ["Translating"] = TinyModel.Translator,
        ["PromptsAndDense"] = TinyModel.WithPromptsAndDense,
    };

    [Theory, MemberData(nameof(Tasks))]
    public void Each_task_has_members_of_its_own(string task)
    {
        GeneratorRun run = GeneratorRun.Create(InNamespace, GeneratorRun.Files(s_tasks[task]));

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Problems());
        Snapshot.Matches(task, run.Source("Demo.Tiny.g.cs"));
    }

    [Theory, MemberData(nameof(Tasks))]
    public void After_an_error_the_members_of_each_task_are_there_and_compile(string task)
    {
        GeneratorRun run = GeneratorRun.Create(InNamespace, GeneratorRun.Files(s_tasks[task].Without("tokenizer.json", "vocab.txt")));

        Assert.Equal(["SEM003"], run.Diagnostics.Select(static d => d.Id));
        Assert.DoesNotContain(run.Problems(), static d => d.Id != "SEM003");
        Assert.Equal(Members(GeneratorRun.Create(InNamespace, GeneratorRun.Files(s_tasks[task]))), Members(run));
    }

    /// <summary>Everything that users see of the class.</summary>
    private static IEnumerable<string> Members(GeneratorRun run) => run.Output.GetTypeByMetadataName("Demo.Tiny")!.GetMembers()
        .Where(static member => member.DeclaredAccessibility == Accessibility.Public && !member.IsImplicitlyDeclared && member.Name != "SpecialTokens")
        .Select(static member => member.ToDisplayString())
        .Order(StringComparer.Ordinal);

    [Fact]
    public void A_folder_without_weights_gives_a_class_that_tokenizes()
    {
        GeneratorRun run = GeneratorRun.Create(InNamespace, GeneratorRun.Files(s_withoutWeights));

        Assert.Equal(["SEM008"], run.Diagnostics.Select(static d => d.Id));
        Snapshot.Matches("Tokenizer", run.Source("Demo.Tiny.g.cs"));
    }

    [Fact]
    public void After_an_error_the_surface_is_there_and_throws()
    {
        GeneratorRun run = GeneratorRun.Create(InNamespace, GeneratorRun.Files(s_tiny.Without("modules.json")));

        Assert.Equal(["SEM003"], run.Diagnostics.Select(static d => d.Id));
        Snapshot.Matches("AfterAnError", run.Source("Demo.Tiny.g.cs"));
    }

    [Fact]
    public void Tables_are_literals_behind_properties()
    {
        Inputs.ModelClass shape = new("tiny", "Demo", new(["partial class Outer"]), "@event", "Demo.Outer+event", false, default, true);

        Snapshot.Matches("Tables", ModelEmitter.EmitTables(shape, new CompiledTables("a\0\"\\\n\u2028\ud800b", "\uffff\u00e9")));
    }

    public static TheoryData<string, string> Declarations => new()
    {
        { "global namespace", "[Sememe.LanguageModel(\"tiny\")] public sealed partial class Tiny;" },
        { "internal", "namespace A.B; [Sememe.LanguageModel(\"tiny\")] internal sealed partial class Tiny;" },
        { "not sealed", "namespace A.B; /// <summary>Mine.</summary>\n[Sememe.LanguageModel(\"tiny\")] public partial class Tiny { }" },
        { "nested", "namespace A; internal static partial class Outer { internal partial struct Inner { [Sememe.LanguageModel(\"tiny\")] internal sealed partial class Tiny; } }" },
        { "in an interface", "namespace A; internal partial interface IOuter { [Sememe.LanguageModel(\"tiny\")] internal sealed partial class Tiny; }" },
        { "in records", "namespace A; internal partial record Outer { internal partial record struct Inner { [Sememe.LanguageModel(\"tiny\")] private sealed partial class Tiny; } }" },
        { "keyword as name", "namespace A.@event; [Sememe.LanguageModel(\"tiny\")] internal sealed partial class @class;" },
        { "contextual keyword as name", "namespace A; [Sememe.LanguageModel(\"tiny\")] internal sealed partial class @record;" },
        { "letters of other scripts", "namespace Модели; [Sememe.LanguageModel(\"tiny\")] internal sealed partial class Größe;" },
        { "names of the framework taken", "namespace A.System { internal static class Span; } namespace A.Sememe { internal static class Tokenizer; } namespace A { [global::Sememe.LanguageModel(\"tiny\")] internal sealed partial class Tiny; }" },
        { "own members beside", "namespace A; [Sememe.LanguageModel(\"tiny\")] internal sealed partial class Tiny { public int Embed(string a, string b) => a.Length + b.Length; public static int Size => MaxTokens; }" },
        { "two parts", "namespace A; [Sememe.LanguageModel(\"tiny\")] internal sealed partial class Tiny; internal sealed partial class Tiny : System.IComparable { public int CompareTo(object? obj) => 0; }" },
        { "two classes of one model", "namespace A; [Sememe.LanguageModel(\"tiny\")] internal sealed partial class Tiny; [Sememe.LanguageModel(\"tiny\")] internal sealed partial class Other;" },
    };

    [Theory, MemberData(nameof(Declarations))]
    public void Whatever_the_class_is_the_output_compiles_without_a_warning(string form, string source)
    {
        _ = form;
        foreach (TinyModel model in (TinyModel[])[s_tiny, s_withoutWeights, .. s_tasks.Values])
        {
            GeneratorRun run = GeneratorRun.Create(source, GeneratorRun.Files(model));

            Assert.DoesNotContain(run.Problems(), static d => d.Id != "CS1591" || d.Location.SourceTree?.FilePath != "Test.cs");
            Assert.DoesNotContain(run.Diagnostics, static d => d.Severity == DiagnosticSeverity.Error);
        }
    }

    [Fact]
    public void The_same_input_gives_the_same_output_whatever_the_order_of_files()
    {
        AdditionalText[] files = [.. GeneratorRun.Files(s_tiny)];

        GeneratorRun one = GeneratorRun.Create(InNamespace, files);
        GeneratorRun other = GeneratorRun.Create(InNamespace, files.Reverse());

        Assert.Equal(Sources(one), Sources(other));
    }

    [Fact]
    public void Emitted_text_has_no_carriage_return_no_trailing_blank_and_no_tab()
    {
        GeneratorRun run = GeneratorRun.Create(InNamespace, GeneratorRun.Files(s_tiny));

        foreach (string source in Sources(run))
        {
            Assert.DoesNotContain('\r', source);
            Assert.DoesNotContain('\t', source);
            Assert.DoesNotContain(source.Split('\n'), static line => line.EndsWith(' '));
        }
    }

    private static IEnumerable<string> Sources(GeneratorRun run) => run.Result.GeneratedSources.Select(static source => source.HintName + "\n" + source.SourceText);
}
