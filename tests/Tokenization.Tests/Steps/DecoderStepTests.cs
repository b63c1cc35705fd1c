using System.Text.Json;
using System.Text.Json.Nodes;
using Sememe.Tokenization.Tests.Goldens;

namespace Sememe.Tokenization.Tests.Steps;

/// <summary>Every decoder alone, with every option, and in sequences: the text that Hugging Face's own build gives.</summary>
public sealed class DecoderStepTests
{
    private static readonly StepCases s_steps = new("decoders.jsonl");

    public static TheoryData<string> Names { get; } = s_steps.Names;

    [Theory, MemberData(nameof(Names))]
    public void A_decoder_equals_hugging_face(string step)
    {
        List<(string[] Tokens, string Text)> cases =
            [.. s_steps[step].Select(static row => (row.GetProperty("tokens").EnumerateArray().Select(static token => token.GetString()!).ToArray(), row.GetProperty("text").GetString()!))];
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        foreach (string token in cases.SelectMany(static row => row.Tokens))
        {
            ids.TryAdd(token, ids.Count);
        }

        JsonObject model = new() { ["type"] = "WordLevel", ["vocab"] = JsonSerializer.SerializeToNode(ids), ["unk_token"] = ids.Keys.First() };
        Tokenizer tokenizer = s_steps.Open(step, "decoder", model, CodePath.Vectorized);
        Differences differences = new();
        foreach ((string[] tokens, string text) in cases)
        {
            string decoded = tokenizer.Decode([.. tokens.Select(token => ids[token])], SpecialTokenHandling.Keep);
            differences.Compare("text", string.Join(" | ", tokens), text.ToCharArray(), decoded.ToCharArray());
        }

        differences.AssertNone(atLeast: 3);
    }
}
