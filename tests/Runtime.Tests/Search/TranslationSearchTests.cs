using System.Text.Json;
using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Heads;
using Sememe.Runtime.Tests.Heads;
using Sememe.Search;
using Sememe.Testing;
using Sememe.Weights;
using Workspace = Sememe.Memory.Workspace;

namespace Sememe.Runtime.Tests.Search;

/// <summary>Searches over Marian's logits, against what transformers' <c>generate</c> finds.</summary>
public sealed class TranslationSearchTests
{
    private const string Model = "marian";
    private const double ScoreTolerance = 1e-4;

    [SharedFact]
    public void The_best_token_at_every_step_gives_the_translations_of_the_reference()
    {
        using HeadedNetwork network = Open(out TranslationSpec translation, out int[] endTokens);
        foreach (JsonElement golden in Cases())
        {
            TokenTree tree = new();
            GreedySearch search = new(new TokenRules(translation, endTokens), tree);

            Run(network, search, Numbers(golden, "input_ids"), Settings(translation) with { Beams = 1 });

            Assert.Equal(Numbers(golden.GetProperty("greedy"), "ids"), Tokens(tree, Assert.Single(search.Found.ToArray()), translation));
        }
    }

    [SharedFact]
    public void All_beams_are_those_of_the_reference_with_their_scores()
    {
        using HeadedNetwork network = Open(out TranslationSpec translation, out int[] endTokens);
        int compared = 0;
        foreach (JsonElement golden in Cases())
        {
            TokenTree tree = new();
            BeamSearch search = new(new TokenRules(translation, endTokens), tree);
            JsonElement beam = golden.GetProperty("beam");

            Run(network, search, Numbers(golden, "input_ids"), Settings(translation) with { Beams = beam.GetProperty("num_beams").GetInt32(), LengthPenalty = beam.GetProperty("length_penalty").GetDouble() });

            FoundText[] found = search.Found.ToArray();
            Assert.Equal(Numbers(beam, "ids"), Tokens(tree, found[0], translation));
            Assert.Equal(
                beam.GetProperty("all_ids").EnumerateArray().Select(static ids => string.Join(' ', ids.EnumerateArray().Select(static id => id.GetInt32()))),
                found.Select(text => string.Join(' ', Tokens(tree, text, translation))));
            Assert.All(beam.GetProperty("all_scores").EnumerateArray().Zip(found), static pair => Assert.Equal(pair.First.GetDouble(), pair.Second.Score, ScoreTolerance));
            compared += found.Length;
        }

        Assert.Equal(80, compared);
    }

    private static void Run(HeadedNetwork network, TokenSearch search, int[] source, SearchSettings settings)
    {
        Workspace workspace = new();
        using DecoderState state = network.CreateDecoderState(settings.Beams, settings.MaxTokens);
        search.Begin(settings);
        network.Begin(new SequenceBatch { TokenIds = source, Starts = [0, source.Length] }, state, workspace, CancellationToken.None);
        int[] starts = [.. Enumerable.Range(0, settings.Beams + 1)];
        while (!search.IsOver)
        {
            SequenceBatch next = new() { TokenIds = search.NextTokens, Starts = starts.AsSpan(0, search.NextTokens.Length + 1) };
            search.Step(network.RunNext(next, state, workspace, CancellationToken.None));
            state.Reorder(search.Origins);
        }
    }

    private static int[] Tokens(TokenTree tree, FoundText found, TranslationSpec translation)
    {
        int[] tokens = new int[tree.LengthOf(found.Node)];
        tree.CopyTo(found.Node, tokens);
        return [translation.StartToken, .. tokens];
    }

    private static SearchSettings Settings(TranslationSpec translation) =>
        new(translation.Beams, translation.MaxNewTokens, translation.LengthPenalty, translation.EarlyStopping);

    private static HeadedNetwork Open(out TranslationSpec translation, out int[] endTokens)
    {
        (EncoderSpec encoder, HeadSpec head) = HeadFolder.Read(Model);
        (translation, endTokens) = HeadFolder.ReadTranslation(Model);
        ModelWeights weights = ModelWeights.Open(TestPaths.InShared("models", Model), "model.safetensors", encoder, copy: false, head);
        return new HeadedNetwork(SimdNetwork.Create(encoder, weights), encoder, head, OutputHead.Load(head, encoder, weights));
    }

    private static int[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(static id => id.GetInt32())];

    private static JsonElement[] Cases()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(TestPaths.InShared("goldens", "models", Model + ".json")));
        return [.. document.RootElement.Clone().GetProperty("cases").EnumerateArray()];
    }
}
