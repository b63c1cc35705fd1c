using Sememe.Backends;
using Sememe.Bench.Harness;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Heads;
using Sememe.OnnxRuntime;
using Sememe.Weights;

namespace Sememe.Bench.Encoder;

/// <summary>GPT-2's shape token by token, one sequence, one thread, with keys and values kept; both networks under our output layer.</summary>
internal sealed class GenerationSpeed : Benchmark
{
    private const int PromptTokens = 32;
    private const int NewTokens = 16;
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    public override string Name => "generation";

    /// <inheritdoc/>
    public override string? FindObstacle() => EncoderCase.FindObstacle();

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        using RandomModel model = RandomModel.Gpt2();
        HeadSpec head = new() { Kind = HeadKind.CausalLanguageModel, Outputs = model.Spec.VocabularySize, HasOutputBias = false, IsTied = true };
        OnnxRuntimeLibrary library = EncoderCase.LoadLibrary();
        using HeadedNetwork ours = Head(model, head, weights => SimdNetwork.Create(model.Spec, weights));
        using HeadedNetwork theirs = Head(
            model, head, weights => OnnxRuntimeNetwork.Compose(library, model.Spec, weights, new OnnxRuntimeOptions { Threads = 1, KeepsMemory = true }));
        using NetworkState ourState = ours.CreateState(PromptTokens + NewTokens) ?? throw new InvalidOperationException("Our network keeps no state.");
        using NetworkState? theirState = theirs.CreateState(PromptTokens + NewTokens);
        (double our, double their) = Timing.Compare(Generate(ours, ourState), Generate(theirs, theirState), s_budget);
        yield return new Row(
            "GPT-2 generating, float32",
            $"{NewTokens} tokens after {PromptTokens}",
            "1/s",
            NewTokens / our,
            $"ONNX Runtime {library.Version}{(theirState is null ? ", all tokens each time" : "")}",
            NewTokens / their,
            Better.Higher);
    }

    private static HeadedNetwork Head(RandomModel model, HeadSpec head, Func<ModelWeights, Network> create)
    {
        ModelWeights weights = model.OpenWeights(head);
        return new HeadedNetwork(create(weights), model.Spec, head, OutputHead.Load(head, model.Spec, weights));
    }

    /// <summary>The same tokens every time: what is chosen changes nothing about the time.</summary>
    private static Action Generate(HeadedNetwork network, NetworkState? state)
    {
        int[] ids = [.. Enumerable.Range(1000, PromptTokens + NewTokens)];
        Memory.Workspace workspace = new();
        if (state is not null)
        {
            RunNext(network, ids, 0, PromptTokens, state, workspace);
        }

        return () =>
        {
            state?.Cut(PromptTokens);
            for (int i = PromptTokens; i < ids.Length; i++)
            {
                RunNext(network, ids, state is null ? 0 : i, i + 1, state, workspace);
            }
        };
    }

    private static void RunNext(HeadedNetwork network, int[] ids, int first, int end, NetworkState? state, Memory.Workspace workspace)
    {
        SequenceBatch batch = new() { TokenIds = ids.AsSpan(first, end - first), Starts = [0, end - first] };
        network.RunNext(batch, state, workspace, CancellationToken.None);
    }
}
