using System.Text.Json;
using System.Text.Json.Nodes;
using Sememe.Compiler.Tokenizers;
using Sememe.Testing;

namespace Sememe.Tokenization.Tests.Steps;

/// <summary>What Hugging Face's own build makes of every single step, as eng/steps/derive.js wrote it down.</summary>
internal sealed class StepCases
{
    private readonly Dictionary<string, (JsonElement Step, List<JsonElement> Cases)> _steps = new(StringComparer.Ordinal);

    public StepCases(string file)
    {
        List<JsonElement> cases = [];
        foreach (string line in File.ReadLines(TestPaths.InRepository("tests", "Tokenization.Tests", "Data", "steps", file)))
        {
            JsonElement row = JsonElement.Parse(line);
            if (row.TryGetProperty("texts", out JsonElement texts))
            {
                Texts = [.. texts.EnumerateArray().Select(static text => text.GetString()!)];
            }
            else if (row.TryGetProperty("step", out JsonElement step))
            {
                cases = [];
                _steps.Add(row.GetProperty("name").GetString()!, (step, cases));
            }
            else
            {
                cases.Add(row);
            }
        }
    }

    /// <summary>The texts of all steps, in the order of their cases.</summary>
    public string[] Texts { get; } = [];

    public TheoryData<string> Names => [.. _steps.Keys];

    public IReadOnlyList<JsonElement> this[string step] => _steps[step].Cases;

    /// <summary>What the file says of a step.</summary>
    public string Json(string step) => _steps[step].Step.GetRawText();

    /// <summary>Opens a tokenizer.json with one step in it.</summary>
    /// <param name="step">Name of the step.</param>
    /// <param name="field">Where it stands: <c>normalizer</c>, <c>decoder</c> …</param>
    /// <param name="model">The model behind it.</param>
    /// <param name="path">Which implementation runs.</param>
    /// <param name="preTokenizer">Another step, before it.</param>
    /// <param name="addedToken">An added token.</param>
    public Tokenizer Open(string step, string field, JsonNode model, CodePath path, JsonNode? preTokenizer = null, JsonNode? addedToken = null)
    {
        JsonObject file = new()
        {
            ["version"] = "1.0", ["added_tokens"] = addedToken is null ? [] : new JsonArray(addedToken), ["normalizer"] = null, ["pre_tokenizer"] = preTokenizer?.DeepClone(), ["post_processor"] = null, ["decoder"] = null,
            ["model"] = model.DeepClone(),
        };
        file[field] = JsonNode.Parse(Json(step));
        FillIn(file[field]!);
        SpecifiedTokenizer specified = TokenizerSpecifier.Specify(new TokenizerFiles { TokenizerJson = file.ToJsonString() });
        Assert.Empty(specified.Problems.Select(static problem => problem.ToString()));
        return TokenizerFolders.Compile(specified.Specification!, path);
    }

    /// <summary>Puts charsmaps where the file says whose they are.</summary>
    private static void FillIn(JsonNode node)
    {
        if (node["precompiled_charsmap"] is JsonObject from)
        {
            string path = TestPaths.InShared(from["charsmap"]!.GetValue<string>());
            node["precompiled_charsmap"] = Charsmap(JsonNode.Parse(File.ReadAllText(path))!["normalizer"]!);
        }

        foreach (JsonNode? item in node["normalizers"]?.AsArray() ?? [])
        {
            FillIn(item!);
        }
    }

    private static string? Charsmap(JsonNode normalizer) =>
        normalizer["precompiled_charsmap"]?.GetValue<string>() ?? normalizer["normalizers"]?.AsArray().Select(static item => Charsmap(item!)).FirstOrDefault(static found => found is not null);
}
