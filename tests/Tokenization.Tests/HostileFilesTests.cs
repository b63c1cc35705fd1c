using System.Text.Json;
using System.Text.Json.Nodes;
using Sememe.Compiler.Tokenizers;
using Sememe.Formats;
using Sememe.Testing;

namespace Sememe.Tokenization.Tests;

/// <summary>A tokenizer.json with a value of the wrong kind at any place is refused with that place, or means something all the same; it never breaks the build.</summary>
public sealed class HostileFilesTests
{
    /// <summary>Of a vocabulary or a list of merges, so many entries are tried.</summary>
    private const int EntriesTried = 2;

    private static readonly string[] s_values = ["null", "true", "-1", "99999999999", "1.5", "\"\"", "\"x\"", "[]", "[[]]", "{}", "{\"type\":\"Sequence\"}"];

    public static TheoryData<string> Tokenizers { get; } =
    [
        "wordpiece-template", "added-tokens", "llama2-like", "llama3-like", "mistral-like", "t5-like", "clip-like", "wordlevel-split", "bpe-prefix", "delimiter", "unigram-scripts",
    ];

    [SharedTheory, MemberData(nameof(Tokenizers))]
    public void Every_field_of_every_wrong_kind_is_refused_at_a_place_or_compiles(string name)
    {
        JsonNode root = JsonNode.Parse(File.ReadAllText(TestPaths.InShared("tokenizers", "steps", name, "tokenizer.json")))!;
        Shrink(root);
        int tried = 0;
        int refused = 0;
        foreach (Action<JsonNode?> replace in Places(root))
        {
            foreach (string value in s_values)
            {
                JsonNode? before = Swap(replace, JsonNode.Parse(value));
                string text = root.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
                Swap(replace, before);
                tried++;
                refused += Try(text, value) ? 1 : 0;
            }
        }

        Assert.True(tried > 200 && refused > tried / 2, $"{refused} of {tried} refused");
    }

    [Fact]
    public void A_hundred_thousand_nested_sequences_are_refused()
    {
        const int Depth = 100_000;
        string text = string.Concat(Enumerable.Repeat("{\"type\":\"Sequence\",\"normalizers\":[", Depth));
        FileProblem problem = Assert.Single(TokenizerSpecifier.Specify(new TokenizerFiles { TokenizerJson = "{\"normalizer\":" + text }).Problems);
        Assert.True(problem.Line == 1 && problem.Column > 1, problem.ToString());
    }

    /// <summary>True when the file was refused.</summary>
    private static bool Try(string text, string value)
    {
        SpecifiedTokenizer specified = TokenizerSpecifier.Specify(new TokenizerFiles { TokenizerJson = text });
        Assert.All(specified.Problems, problem => Assert.True(problem.Message.Length > 0 && (problem.Line > 0 || problem.Message.Contains("found no ", StringComparison.Ordinal)), $"{value}: {problem}"));
        if (specified.Specification is { } specification)
        {
            TokenizerFolders.Compile(specification).Encode("ab 12");
            return false;
        }

        Assert.NotEmpty(specified.Problems);
        return true;
    }

    /// <summary>Keeps the first tokens and merges: a place in the middle of thousands is like any other.</summary>
    private static void Shrink(JsonNode root)
    {
        if (root["model"]!["merges"] is JsonArray merges)
        {
            merges.Clear();
        }

        root["added_tokens"]!.AsArray().Clear();
    }

    private static JsonNode? Swap(Action<JsonNode?> replace, JsonNode? value)
    {
        s_replaced = null;
        replace(value);
        return s_replaced;
    }

    [ThreadStatic]
    private static JsonNode? s_replaced;

    /// <summary>A way to replace every value of the file.</summary>
    private static IEnumerable<Action<JsonNode?>> Places(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (string name in members.Select(static member => member.Key).Take(members.Count > 100 ? EntriesTried : int.MaxValue).ToArray())
                {
                    yield return value =>
                    {
                        s_replaced = members[name];
                        members[name] = value;
                    };
                    foreach (Action<JsonNode?> inner in members[name] is { } member ? Places(member) : [])
                    {
                        yield return inner;
                    }
                }

                break;
            case JsonArray items:
                for (int i = 0; i < Math.Min(items.Count, items.Count > 100 ? EntriesTried : int.MaxValue); i++)
                {
                    int at = i;
                    yield return value =>
                    {
                        s_replaced = items[at];
                        items[at] = value;
                    };
                    foreach (Action<JsonNode?> inner in items[i] is { } item ? Places(item) : [])
                    {
                        yield return inner;
                    }
                }

                break;
        }
    }
}
