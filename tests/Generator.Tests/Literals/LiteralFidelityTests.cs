using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Sememe.Generator.Emit;
using Sememe.Generator.Tests.Harness;
using Sememe.Generator.Tests.Models;
using Sememe.Testing;

namespace Sememe.Generator.Tests.Literals;

/// <summary>The ids in the assembly are those that the tokenizer gives at run time, for every kind of tokenizer and text.</summary>
public sealed class LiteralFidelityTests
{
    private const int LongestText = 4000; // characters; no model here takes that many tokens

    public static TheoryData<string> TokenizedModels => ["bert", "gpt2", "xlm-roberta", "deberta-v2"];

    [SharedTheory, MemberData(nameof(TokenizedModels))]
    public void Ids_in_the_assembly_equal_those_of_the_run_time(string model)
    {
        string[] texts = Texts();
        GeneratorRun run = GeneratorRun.Create(Source(model, texts), SharedModel.Files(model, config: null));
        Assert.All(run.Diagnostics, static diagnostic => Assert.Equal("SEM020", diagnostic.Id));

        Assert.Equal($"{texts.Length} of {texts.Length} equal", Run(run));
    }

    private static string[] Texts()
    {
        string[] texts =
        [
            .. File.ReadLines(TestPaths.InShared("goldens", "tokenizers", "texts.jsonl"))
                .Where(static line => !line.Contains("\\ud", StringComparison.OrdinalIgnoreCase)) // halves of pairs are an error of their own
                .Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("s").GetString()!)
                .Where(static text => text.Length <= LongestText),
        ];
        Assert.InRange(texts.Length, 1000, 2000);
        return texts;
    }

    private static string Source(string model, string[] texts)
    {
        StringBuilder source = new($$"""
            [Sememe.LanguageModel("{{model}}")] public sealed partial class Model;

            public static partial class Program
            {
                private static int s_equal;

                private static void Check(string text, System.ReadOnlySpan<int> ids)
                {
                    int[] expected = new int[ids.Length + Model.MaxTokens];
                    int count = Model.Tokenizer.Encode(text, new Sememe.TokenSpans(expected), new Sememe.EncodeOptions { MaxTokens = Model.MaxTokens }).Tokens;
                    s_equal += System.MemoryExtensions.SequenceEqual(ids, System.MemoryExtensions.AsSpan(expected, 0, count)) ? 1 : 0;
                }


            """);
        for (int i = 0; i < texts.Length; i++)
        {
            source.Append($"    [Sememe.TokenIds<Model>({StringLiteral.Of(texts[i])})] private static partial System.ReadOnlySpan<int> Ids{i} {{ get; }}\n");
        }

        source.Append("    public static string Run()\n    {\n");
        for (int i = 0; i < texts.Length; i++)
        {
            source.Append($"        Check({StringLiteral.Of(texts[i])}, Ids{i});\n");
        }

        return source.Append($"        return $\"{{s_equal}} of {texts.Length} equal\";\n    }}\n}}\n").ToString();
    }

    private static string Run(GeneratorRun run)
    {
        using MemoryStream image = new();
        EmitResult emitted = run.Output.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        AssemblyLoadContext context = new(null, isCollectible: true);
        try
        {
            return (string)context.LoadFromStream(image).GetType("Program")!.GetMethod("Run", BindingFlags.Static | BindingFlags.Public)!.Invoke(null, null)!;
        }
        finally
        {
            context.Unload();
        }
    }
}
