using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Tests;
using Sememe.Generator;
using Sememe.Generator.Tests.Harness;

namespace Sememe.Analyzers.Tests.Harness;

/// <summary>The models that test code uses: small ones, but what the rules see is what the generator writes.</summary>
internal static class TestModels
{
    private const string Declarations = """
        namespace Models
        {
            /// <summary>Sentences, 384 numbers, at most 12 tokens.</summary>
            [Sememe.LanguageModel("minilm")] public sealed partial class MiniLm;

            /// <summary>Sentences, 8 numbers, prompts "query: " and "passage: ".</summary>
            [Sememe.LanguageModel("e5")] public sealed partial class E5;

            /// <summary>Sentences, 8 numbers, a prompt for queries alone.</summary>
            [Sememe.LanguageModel("arctic")] public sealed partial class Arctic;

            /// <summary>Labels "very bad", "so-so", "1 star".</summary>
            [Sememe.LanguageModel("sentiment")] public sealed partial class Sentiment;

            /// <summary>Labels O, B-PER, I-PER.</summary>
            [Sememe.LanguageModel("tagger")] public sealed partial class Tagger;

            /// <summary>A score for a pair.</summary>
            [Sememe.LanguageModel("ranker")] public sealed partial class Ranker;

            /// <summary>Texts that go on.</summary>
            [Sememe.LanguageModel("writer")] public sealed partial class Writer;

            /// <summary>Looks the same and is no model.</summary>
            public sealed class Other
            {
                public const int Dimensions = 384;

                public static Other Load() => new();

                public void Embed(System.ReadOnlySpan<char> text, System.Span<float> destination)
                {
                }
            }
        }
        """;

    private const int Wide = 384;

    private static readonly TinyModel s_miniLm = new TinyModel()
        .Replace("config.json", "\"hidden_size\": 8", $"\"hidden_size\": {Wide}")
        .Replace("1_Pooling/config.json", "\"word_embedding_dimension\": 8", $"\"word_embedding_dimension\": {Wide}")
        .With(ModelFileNames.WeightsManifest, TinyModel.WeightsText(TinyModel.Encoder() with { HiddenSize = Wide }));

    /// <summary>Model files as the build lists them.</summary>
    public static ImmutableArray<AdditionalText> Files { get; } =
    [
        .. FilesOf("minilm", s_miniLm),
        .. FilesOf("e5", new TinyModel().With(ModelFileNames.SentenceTransformers, """{"prompts": {"query": "query: ", "passage": "passage: "}}""")),
        .. FilesOf("arctic", new TinyModel().With(ModelFileNames.SentenceTransformers, """{"prompts": {"query": "Represent this: "}}""")),
        .. FilesOf("sentiment", TinyModel.Classifier),
        .. FilesOf("tagger", TinyModel.Tagger),
        .. FilesOf("ranker", TinyModel.Ranker),
        .. FilesOf("writer", TinyModel.Generator),
    ];

    /// <summary>The model classes, those parts included that the generator has written.</summary>
    public static ImmutableArray<SyntaxTree> Trees { get; } = Generate();

    private static ImmutableArray<SyntaxTree> Generate()
    {
        SyntaxTree declarations = CSharpSyntaxTree.ParseText(Declarations, TestCode.ParseOptions, "Models.cs");
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new LanguageModelGenerator().AsSourceGenerator()], Files, TestCode.ParseOptions, new InMemoryOptions());
        GeneratorDriverRunResult result = driver.RunGenerators(TestCode.Create([declarations])).GetRunResult();
        Assert.Empty(result.Diagnostics);
        return [declarations, .. result.GeneratedTrees.Select(WithoutTables)];
    }

    /// <summary>The rules do not look at tables, and every compilation would bind them anew.</summary>
    private static SyntaxTree WithoutTables(SyntaxTree tree) => tree.FilePath.EndsWith(".Tables.g.cs", StringComparison.Ordinal)
        ? CSharpSyntaxTree.ParseText(Regex.Replace(tree.ToString(), """
            "(?:[^"\\]|\\.)*"
            """, "\"\""), TestCode.ParseOptions, tree.FilePath)
        : tree;

    private static IEnumerable<AdditionalText> FilesOf(string name, TinyModel model) => model.Files.Select(file => new InMemoryText(name, file.Key, file.Value));
}
