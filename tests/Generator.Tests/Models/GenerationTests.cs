using System.Text.Json;
using Sememe.Testing;

namespace Sememe.Generator.Tests.Models;

/// <summary>Model folder → generated class → how texts go on, against transformers.</summary>
public sealed class GenerationTests
{
    private const string Model = "gpt2-lm";
    private const string Prompt = "All human beings are born free";

    public static TheoryData<Backend, string?> Ways => new() { { Backend.Simd, null }, { Backend.OnnxRuntime, null }, { Backend.Simd, "onnx/model.onnx" }, { Backend.OnnxRuntime, "onnx/model.onnx" } };

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Ways))]
    public void Perplexity_is_that_of_the_reference(Backend backend, string? weights)
    {
        using IGenerator model = Load(backend, weights);
        foreach (JsonElement golden in Cases())
        {
            double perplexity = model.Perplexity(golden.GetProperty("text").GetString()!);

            JsonElement loss = golden.GetProperty("loss");
            if (loss.ValueKind == JsonValueKind.Null)
            {
                Assert.True(double.IsNaN(perplexity));
            }
            else
            {
                Assert.Equal(loss.GetDouble(), Math.Log(perplexity), 1e-5);
            }
        }
    }

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Ways))]
    public void The_best_tokens_are_those_of_the_reference(Backend backend, string? weights)
    {
        using IGenerator model = Load(backend, weights);
        int compared = 0;
        foreach (JsonElement golden in Cases().Where(static golden => golden.GetProperty("greedy").ValueKind != JsonValueKind.Null))
        {
            JsonElement greedy = golden.GetProperty("greedy");
            string text = golden.GetProperty("text").GetString()!;
            GenerateOptions options = new() { MaxNewTokens = greedy.GetProperty("new_tokens").GetInt32() };

            (GenerateInfo info, int[] tokens) = model.GenerateTokens(text, options);

            Assert.Equal(greedy.GetProperty("ids").EnumerateArray().Select(static id => id.GetInt32()), tokens);
            Assert.Equal(golden.GetProperty("input_ids").GetArrayLength(), info.PromptTokens);
            Assert.Equal(backend, info.Backend);
            Assert.Equal(greedy.GetProperty("text").GetString(), model.Generate(text, options));
            compared++;
        }

        Assert.True(compared >= 8);
    }

    [SharedFact]
    public void Pieces_are_the_text_and_none_ends_inside_a_character()
    {
        using IGenerator model = Load(Backend.Simd);
        for (ulong seed = 0; seed < 8; seed++)
        {
            GenerateOptions options = new() { Temperature = 3, Seed = seed, MaxNewTokens = 60 };

            (GenerateInfo info, string[] pieces) = model.GeneratePieces(Prompt, options);

            Assert.True(pieces.Length > 1);
            Assert.Equal(model.Generate(Prompt, options), string.Concat(pieces));
            Assert.Equal(model.GenerateTokens(Prompt, options).Info, info);
            Assert.All(pieces, static piece => Assert.False(char.IsHighSurrogate(piece[^1])));
        }
    }

    [SharedFact]
    public void A_seed_decides_what_chance_gives()
    {
        using IGenerator model = Load(Backend.Simd);
        string[] texts = [.. Enumerable.Range(0, 10).Select(seed => model.Generate(Prompt, new() { Temperature = 1, TopK = 50, TopP = 0.95f, Seed = (ulong)seed, MaxNewTokens = 20 }))];

        Assert.Equal(texts, Enumerable.Range(0, 10).Select(seed => model.Generate(Prompt, new() { Temperature = 1, TopK = 50, TopP = 0.95f, Seed = (ulong)seed, MaxNewTokens = 20 })));
        Assert.True(texts.Distinct().Count() > 5);
    }

    [SharedFact]
    public void One_token_to_choose_from_is_the_best_one()
    {
        using IGenerator model = Load(Backend.Simd);
        GenerateOptions best = new() { MaxNewTokens = 30 };

        Assert.Equal(model.GenerateTokens(Prompt, best).Tokens, model.GenerateTokens(Prompt, best with { Temperature = 2, TopK = 1, Seed = 5 }).Tokens);
    }

    [SharedFact]
    public void A_text_ends_before_a_text_to_stop_at_even_when_it_comes_in_parts()
    {
        using IGenerator model = Load(Backend.Simd);
        string whole = model.Generate(Prompt, new() { MaxNewTokens = 30 });
        for (int start = 1; start + 6 < whole.Length; start++)
        {
            string stop = whole.Substring(start, 5);
            string expected = whole[..whole.IndexOf(stop, StringComparison.Ordinal)];
            GenerateOptions options = new() { MaxNewTokens = 30, StopTexts = new[] { "not there", stop } };

            (GenerateInfo info, string[] pieces) = model.GeneratePieces(Prompt, options);

            Assert.Equal(expected, string.Concat(pieces));
            Assert.Equal(expected, model.Generate(Prompt, options));
            Assert.Equal(GenerateStop.StopText, info.Stop);
            Assert.Equal(info, model.GenerateTokens(Prompt, options).Info);
        }
    }

    [SharedFact]
    public void A_token_to_stop_at_is_the_last_one_and_not_in_the_text()
    {
        using IGenerator model = Load(Backend.Simd);
        int[] whole = model.GenerateTokens(Prompt, new() { MaxNewTokens = 30 }).Tokens;
        int at = Enumerable.Range(1, 29).First(i => !whole[..i].Contains(whole[i]));
        GenerateOptions options = new() { MaxNewTokens = 30, StopTokens = new[] { whole[at] } };

        (GenerateInfo info, int[] tokens) = model.GenerateTokens(Prompt, options);

        Assert.Equal(whole[..(at + 1)], tokens);
        Assert.Equal(GenerateStop.EndToken, info.Stop);
        Assert.Equal(model.Generate(Prompt, new() { MaxNewTokens = at }), model.Generate(Prompt, options));
    }

    [SharedFact]
    public void A_text_ends_at_the_token_that_the_folder_names()
    {
        int end = 0;
        using (IGenerator model = Load(Backend.Simd))
        {
            end = model.GenerateTokens(Prompt, new() { MaxNewTokens = 3 }).Tokens[2];
        }

        using IGenerator other = SharedModel.Load<IGenerator>(
            Model, Backend.Simd, DriverSources.Generator, text => text.Replace("\"eos_token_id\": 799", $"\"eos_token_id\": [799, {end}]", StringComparison.Ordinal));

        Assert.Equal(GenerateStop.EndToken, other.GenerateTokens(Prompt, new()).Info.Stop);
    }

    [SharedFact]
    public void The_models_last_position_ends_a_text()
    {
        using IGenerator model = Load(Backend.Simd);

        GenerateInfo info = model.GenerateTokens(Prompt, new()).Info;

        Assert.Equal((96, GenerateStop.MaxTokens), (info.PromptTokens + info.NewTokens, info.Stop));
        Assert.Equal(0, model.GenerateTokens(string.Join(' ', Enumerable.Repeat("many words", 90)), new()).Info.NewTokens);
    }

    [SharedFact]
    public void What_makes_no_sense_is_refused()
    {
        using IGenerator model = Load(Backend.Simd);

        Assert.Contains("no tokens", Assert.Throws<ArgumentException>(() => model.Generate("", default)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Generate(Prompt, new() { Temperature = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Generate(Prompt, new() { Temperature = float.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Generate(Prompt, new() { TopP = 1.5f }));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Generate(Prompt, new() { TopK = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Generate(Prompt, new() { MaxNewTokens = -1 }));
        Assert.Throws<ArgumentException>(() => model.Generate(Prompt, new() { StopTexts = new[] { "" } }));
    }

    private static IGenerator Load(Backend backend, string? weights = null) => SharedModel.Load<IGenerator>(Model, backend, DriverSources.Generator, null, weights);

    private static JsonElement[] Cases()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(TestPaths.InShared("goldens", "models", Model + ".json")));
        return
        [
            .. from item in document.RootElement.Clone().GetProperty("cases").EnumerateArray()
               where item.GetProperty("text").GetString()!.Length > 0
               select item,
        ];
    }
}
