using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sememe.Generator.Tests.Harness;

namespace Sememe.Analyzers.Tests.Harness;

/// <summary>What every test's compilation consists of beside the code under test.</summary>
internal static class TestCode
{
    /// <summary>Name of the file under test.</summary>
    public const string FileName = "Test0.cs";

    public static CSharpParseOptions ParseOptions { get; } = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);

    public static CSharpCompilationOptions CompilationOptions { get; } = new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>The code under test with <see cref="TestModels"/>.</summary>
    public static CSharpCompilation Compile(string source) => Create([Parse(source), .. TestModels.Trees]);

    public static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, ParseOptions, FileName);

    /// <summary>The code under test.</summary>
    public static SyntaxTree Tree(Compilation compilation) => compilation.SyntaxTrees.Single(static tree => tree.FilePath == FileName);

    public static CSharpCompilation Create(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create("Test", trees, TestReferences.All, CompilationOptions);

    /// <summary>Statements inside a method that has models and texts.</summary>
    public static string InMethod(string statements) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Numerics.Tensors;
        using System.Threading.Tasks;
        using Models;
        using Sememe;

        internal static unsafe class Program
        {
            private const int Small = 100;

            public static void Run(
                MiniLm model, E5 e5, Arctic arctic, Sentiment sentiment, Tagger tagger, Ranker ranker, Writer writer, Other other, string text, string[] texts, int n)
            {
                {{statements}}
            }

            private static void Fill(ref Span<float> span) => span = new float[1000];

            private static void Take(object value)
            {
            }
        }
        """;

    /// <summary>Expects code under test without errors.</summary>
    public static void AssertCompiles(Compilation compilation) =>
        Assert.Empty(compilation.GetSemanticModel(Tree(compilation)).GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
}
