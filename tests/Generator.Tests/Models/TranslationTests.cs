using System.Text.Json;
using Sememe.Testing;

namespace Sememe.Generator.Tests.Models;

/// <summary>Model folder → generated class → translations, against transformers.</summary>
public sealed class TranslationTests
{
    private const string Model = "marian";
    private const string Text = "The bank refused to lend the money to the workers.";
    private const double ScoreTolerance = 1e-4;

    public static TheoryData<Backend, string?> Ways =>
        new() { { Backend.Simd, null }, { Backend.OnnxRuntime, null }, { Backend.OnnxRuntime, "onnx/encoder_model.onnx" } };

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Ways))]
    public void The_best_token_at_every_step_gives_the_translations_of_the_reference(Backend backend, string? weights)
    {
        using ITranslator model = Load(null, backend, weights);
        foreach (JsonElement golden in Cases())
        {
            JsonElement greedy = golden.GetProperty("greedy");

            (TranslateInfo info, int[] tokens) = model.TranslateTokens(TextOf(golden), new() { Beams = 1 });

            Assert.Equal(greedy.GetProperty("ids").EnumerateArray().Skip(1).Select(static id => id.GetInt32()), tokens);
            Assert.Equal(golden.GetProperty("input_ids").GetArrayLength(), info.SourceTokens);
            Assert.Equal(golden.GetProperty("truncated").GetBoolean(), info.Dropped > 0);
            Assert.Equal(greedy.GetProperty("text").GetString(), model.Translate(TextOf(golden), new() { Beams = 1 }));
        }
    }

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Ways))]
    public void What_the_folder_says_gives_the_translations_of_the_reference(Backend backend, string? weights)
    {
        using ITranslator model = Load(null, backend, weights);
        foreach (JsonElement golden in Cases())
        {
            JsonElement beam = golden.GetProperty("beam");

            (TranslateInfo info, Translation[] translations) = model.TranslateBest(TextOf(golden), 4, default);

            Assert.Equal(beam.GetProperty("text").GetString(), model.Translate(TextOf(golden), default));
            Assert.Equal(beam.GetProperty("text").GetString(), translations[0].Text);
            Assert.Equal(beam.GetProperty("all_ids").EnumerateArray().Select(static ids => ids.GetArrayLength() - 1), translations.Select(static translation => translation.Tokens));
            Assert.All(
                beam.GetProperty("all_scores").EnumerateArray().Zip(translations), static pair => Assert.Equal(pair.First.GetDouble(), pair.Second.Score, ScoreTolerance));
            Assert.Equal(beam.GetProperty("score").GetDouble(), info.Score, ScoreTolerance);
            Assert.Equal((4, backend), (info.Written, info.Backend));
        }
    }

    [SharedFact]
    public void Characters_and_tokens_are_those_of_the_string()
    {
        using ITranslator model = Load();
        string expected = model.Translate(Text, default);

        (TranslateInfo info, string text) = model.TranslateCharacters(Text, expected.Length, default);
        (TranslateInfo other, int[] tokens) = model.TranslateTokens(Text, default);

        Assert.Equal(expected, text);
        Assert.Equal((expected.Length, tokens.Length), (info.Written, info.NewTokens));
        Assert.Equal(other, info with { Written = tokens.Length });
    }

    [SharedFact]
    public void A_translation_does_not_depend_on_its_batch()
    {
        using ITranslator model = Load();
        string[] texts = [.. Cases().Select(TextOf), .. Cases().Reverse().Select(TextOf)];
        Reports reports = new();

        (BatchInfo info, string[] translations) = model.TranslateAll(texts, default, reports, CancellationToken.None);

        Assert.Equal(texts.Select(text => model.Translate(text, default)), translations);
        Assert.Equal((texts.Length, Cases().Sum(static golden => 2L * golden.GetProperty("input_ids").GetArrayLength()), 4), (info.Texts, info.Tokens, info.Truncated));
        Assert.Equal(texts.Length, reports.Numbers[^1]);
        Assert.Equal(reports.Numbers.Distinct().Order(), reports.Numbers);
        Assert.All(reports.Threads, static thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));
        Assert.Empty(model.TranslateAll([], default, null, CancellationToken.None).Translations);
    }

    [SharedFact]
    public void The_last_token_of_the_longest_translation_is_the_end()
    {
        using ITranslator model = Load();
        (TranslateInfo whole, int[] tokens) = model.TranslateTokens(Text, new() { Beams = 1 });

        (TranslateInfo cut, int[] fewer) = model.TranslateTokens(Text, new() { Beams = 1, MaxNewTokens = 4 });

        Assert.Equal([.. tokens[..3], 0], fewer);
        Assert.Equal((GenerateStop.EndToken, GenerateStop.MaxTokens), (whole.Stop, cut.Stop));
    }

    [SharedFact]
    public void A_token_that_is_a_bad_word_never_comes()
    {
        using ITranslator model = Load();
        using ITranslator other = Load(static config => config.Replace("      669\n    ]", "669], [4], [389, 238]", StringComparison.Ordinal));
        Assert.Contains(4, model.TranslateTokens(Text, default).Tokens);

        foreach (TranslateOptions options in new TranslateOptions[] { default, new() { Beams = 1 } })
        {
            int[] tokens = other.TranslateTokens(Text, options).Tokens;

            Assert.DoesNotContain(4, tokens);
            Assert.DoesNotContain((389, 238), tokens.Zip(tokens.Skip(1)));
        }
    }

    [SharedFact]
    public void What_the_folder_says_is_the_default_and_no_more()
    {
        using ITranslator model = Load();
        using ITranslator other = Load(static config => config.Replace("\"num_beams\": 4", "\"num_beams\": 2", StringComparison.Ordinal)
            .Replace("\"max_length\": 32", "\"max_length\": 9", StringComparison.Ordinal).Replace("0.8", "-1.5", StringComparison.Ordinal));
        TranslateOptions options = new() { Beams = 2, MaxNewTokens = 8, LengthPenalty = -1.5 };

        Assert.Equal(model.TranslateBest(Text, 2, options).Translations, other.TranslateBest(Text, 2, default).Translations);
        Assert.NotEqual(model.TranslateBest(Text, 2, default).Translations, other.TranslateBest(Text, 2, default).Translations);
    }

    [SharedFact]
    public void A_search_may_end_early_or_go_on()
    {
        using ITranslator model = Load();
        float Best(EarlyStopping stopping) => model.TranslateBest(Text, 1, new() { LengthPenalty = 3, EarlyStopping = stopping, MaxNewTokens = 60 }).Info.Score;

        Assert.True(Best(EarlyStopping.Never) >= Best(EarlyStopping.Estimate));
        Assert.True(Best(EarlyStopping.Never) > Best(EarlyStopping.WhenComplete));
    }

    [SharedFact]
    public void More_beams_than_before_are_found_room_for()
    {
        using ITranslator model = Load();
        Translation[] two = model.TranslateBest(Text, 2, new() { Beams = 2 }).Translations;

        Assert.Equal(8, model.TranslateBest(Text, 8, new() { Beams = 8 }).Translations.Length);
        Assert.Equal(two, model.TranslateBest(Text, 2, new() { Beams = 2 }).Translations);
    }

    [SharedFact]
    public void What_makes_no_sense_is_refused()
    {
        using ITranslator model = Load();

        Assert.Throws<ArgumentOutOfRangeException>(() => model.Translate(Text, new() { Beams = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Translate(Text, new() { Beams = 1025 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Translate(Text, new() { MaxNewTokens = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Translate(Text, new() { LengthPenalty = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Translate(Text, new() { EarlyStopping = (EarlyStopping)7 }));
        Assert.Contains("4 beams", Assert.Throws<ArgumentException>(() => model.TranslateBest(Text, 5, default)).Message, StringComparison.Ordinal);
        Assert.Contains("the span has 1.", Assert.Throws<ArgumentException>(() => model.TranslateCharacters(Text, 1, default)).Message, StringComparison.Ordinal);
        Assert.Contains("Text 1", Assert.Throws<ArgumentException>(() => model.TranslateAll([Text, null!], default, null, CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [SharedFact]
    public void A_call_ends_when_it_is_cancelled()
    {
        using ITranslator model = Load();
        CancellationToken cancelled = new(canceled: true);

        Assert.ThrowsAny<OperationCanceledException>(() => model.Translate(Text, default, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => model.TranslateAll([Text, Text], default, null, cancelled));
        Assert.NotEmpty(model.Translate(Text, default));
    }

    private static ITranslator Load(Func<string, string>? config = null, Backend backend = Backend.Simd, string? weights = null) =>
        SharedModel.Load<ITranslator>(Model, backend, DriverSources.Translator, config, weights);

    private static string TextOf(JsonElement golden) => golden.GetProperty("text").GetString()!;

    private static JsonElement[] Cases()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(TestPaths.InShared("goldens", "models", Model + ".json")));
        return [.. document.RootElement.Clone().GetProperty("cases").EnumerateArray()];
    }

    /// <summary>What a batch reports, and where.</summary>
    private sealed class Reports : IProgress<int>
    {
        public List<int> Numbers { get; } = [];

        public List<int> Threads { get; } = [];

        public void Report(int value)
        {
            Numbers.Add(value);
            Threads.Add(Environment.CurrentManagedThreadId);
        }
    }
}
