using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Memory;

namespace Sememe.Heads;

/// <summary>A network whose outputs are logits: its own where the model folder's graph has them, else our head over its last hidden states.</summary>
internal sealed class HeadedNetwork(Network network, EncoderSpec encoder, HeadSpec spec, OutputHead? head) : IDisposable
{
    // Tokens whose logits exist together: enough to read the word embeddings rarely, and few next to a long text.
    private const int ScoredTogether = 32;

    /// <summary>What the outputs are.</summary>
    public HeadSpec Spec => spec;

    /// <summary>Which backend runs the network.</summary>
    public Backend Backend => network.Backend;

    /// <summary>True when all begins of answers come before all ends; false when they alternate.</summary>
    public bool HasPlanes => network.Logits == LogitsForm.StartAndEnd;

    /// <summary>The logits of sequences, in the workspace: a row per sequence, or per token where the head says so.</summary>
    public ReadOnlySpan<float> Run(scoped in SequenceBatch batch, Workspace workspace, CancellationToken cancellation)
    {
        int count = spec.Tokens == HeadTokens.All ? batch.Tokens : batch.Count;
        Span<float> logits = workspace.EnsureLogits(checked(count * spec.Outputs));
        if (network.Logits != LogitsForm.None)
        {
            network.Run(new NetworkCall { Input = batch, Logits = logits }, cancellation);
            return logits;
        }

        Span<float> states = RunStates(batch, workspace, cancellation);
        Span<float> rows = states;
        if (spec.Tokens != HeadTokens.All)
        {
            rows = workspace.EnsureRows(count * encoder.HiddenSize);
            HeadRows.Choose(spec, batch, states, rows);
        }

        head!.Run(rows, count, logits, workspace);
        return logits;
    }

    /// <summary>The logits of some tokens only, in the workspace: [tokens chosen × outputs].</summary>
    /// <param name="batch">One sequence.</param>
    /// <param name="tokens">Indices of the tokens, ascending.</param>
    /// <param name="workspace">Memory.</param>
    /// <param name="cancellation">Ends the run.</param>
    public Span<float> Run(scoped in SequenceBatch batch, scoped ReadOnlySpan<int> tokens, Workspace workspace, CancellationToken cancellation)
    {
        if (network.Logits != LogitsForm.None)
        {
            Span<float> all = workspace.EnsureLogits(checked(batch.Tokens * spec.Outputs));
            network.Run(new NetworkCall { Input = batch, Logits = all }, cancellation);
            Compact(all, spec.Outputs, tokens);
            return all[..(tokens.Length * spec.Outputs)];
        }

        Span<float> states = RunStates(batch, workspace, cancellation);
        Compact(states, encoder.HiddenSize, tokens);
        Span<float> logits = workspace.EnsureLogits(checked(tokens.Length * spec.Outputs));
        head!.Run(states, tokens.Length, logits, workspace);
        return logits;
    }

    /// <summary>Memory for a sequence that goes on token by token; null where each run begins with the first token.</summary>
    public NetworkState? CreateState(int capacity) => network.CreateState(capacity);

    /// <summary>The logits of the token that comes after a sequence, in the workspace.</summary>
    /// <param name="batch">One sequence, or what comes behind the tokens of the state.</param>
    /// <param name="state">The tokens before; takes these. Null for none.</param>
    /// <param name="workspace">Memory.</param>
    /// <param name="cancellation">Ends the run.</param>
    public Span<float> RunNext(scoped in SequenceBatch batch, NetworkState? state, Workspace workspace, CancellationToken cancellation)
    {
        if (network.Logits != LogitsForm.None)
        {
            Span<float> all = workspace.EnsureLogits(checked(batch.Tokens * spec.Outputs));
            network.Run(new NetworkCall { Input = batch, State = state, Logits = all }, cancellation);
            return all[^spec.Outputs..];
        }

        Span<float> states = workspace.EnsureHiddenStates(checked(batch.Tokens * encoder.HiddenSize));
        network.Run(new NetworkCall { Input = batch, State = state, Layers = LayerSet.Last, HiddenStates = states }, cancellation);
        Span<float> logits = workspace.EnsureLogits(spec.Outputs);
        head!.Run(states[^encoder.HiddenSize..], 1, logits, workspace);
        return logits;
    }

    /// <summary>Memory for translations of one text.</summary>
    /// <param name="texts">Most translations at once.</param>
    /// <param name="capacity">Most tokens of each.</param>
    /// <exception cref="NotSupportedException">The network has no decoder.</exception>
    public DecoderState CreateDecoderState(int texts, int capacity) =>
        network.CreateDecoderState(texts, capacity) ?? throw new NotSupportedException($"{network.Backend} runs no decoder for this model.");

    /// <summary>Reads a text, and begins its translation.</summary>
    /// <param name="source">One sequence.</param>
    /// <param name="state">Takes what the decoder attends to.</param>
    /// <param name="workspace">Memory.</param>
    /// <param name="cancellation">Ends the run.</param>
    public void Begin(scoped in SequenceBatch source, DecoderState state, Workspace workspace, CancellationToken cancellation) =>
        state.Begin(RunStates(source, workspace, cancellation));

    /// <summary>The logits of the token that comes next in each translation, in the workspace: [translations × outputs].</summary>
    /// <param name="next">The last token of each, a sequence of one.</param>
    /// <param name="state">The tokens before; takes these.</param>
    /// <param name="workspace">Memory.</param>
    /// <param name="cancellation">Ends the run.</param>
    public Span<float> RunNext(scoped in SequenceBatch next, DecoderState state, Workspace workspace, CancellationToken cancellation)
    {
        Span<float> logits = workspace.EnsureLogits(checked(next.Count * spec.Outputs));
        if (network.Logits != LogitsForm.None)
        {
            network.Run(new NetworkCall { Input = next, State = state, Logits = logits }, cancellation);
            return logits;
        }

        Span<float> states = workspace.EnsureHiddenStates(checked(next.Tokens * encoder.HiddenSize));
        network.Run(new NetworkCall { Input = next, State = state, Layers = LayerSet.Last, HiddenStates = states }, cancellation);
        head!.Run(states, next.Count, logits, workspace);
        return logits;
    }

    /// <summary>The mean cross-entropy of each token of a sequence given those before it; logits exist for a few tokens at a time.</summary>
    /// <param name="batch">One sequence of at least two tokens.</param>
    /// <param name="workspace">Memory.</param>
    /// <param name="cancellation">Ends the run.</param>
    public double RunCrossEntropy(scoped in SequenceBatch batch, Workspace workspace, CancellationToken cancellation)
    {
        int predicted = batch.Tokens - 1;
        bool hasLogits = network.Logits != LogitsForm.None;
        ReadOnlySpan<float> rows = hasLogits ? Run(batch, workspace, cancellation) : RunStates(batch, workspace, cancellation);
        int width = rows.Length / batch.Tokens;
        double sum = 0;
        for (int first = 0; first < predicted; first += ScoredTogether)
        {
            int count = Math.Min(ScoredTogether, predicted - first);
            ReadOnlySpan<float> logits = rows.Slice(first * width, count * width);
            if (!hasLogits)
            {
                Span<float> outputs = workspace.EnsureLogits(checked(count * spec.Outputs));
                head!.Run(logits, count, outputs, workspace);
                logits = outputs;
            }

            sum += CrossEntropy.Sum(logits, spec.Outputs, batch.TokenIds.Slice(first + 1, count));
        }

        return sum / predicted;
    }

    public void Dispose()
    {
        head?.Dispose();
        network.Dispose();
    }

    private Span<float> RunStates(scoped in SequenceBatch batch, Workspace workspace, CancellationToken cancellation)
    {
        Span<float> states = workspace.EnsureHiddenStates(checked(batch.Tokens * encoder.HiddenSize));
        network.Run(new NetworkCall { Input = batch, Layers = LayerSet.Last, HiddenStates = states }, cancellation);
        return states;
    }

    /// <summary>Moves the chosen rows to the front.</summary>
    private static void Compact(Span<float> rows, int width, ReadOnlySpan<int> chosen)
    {
        for (int i = 0; i < chosen.Length; i++)
        {
            rows.Slice(chosen[i] * width, width).CopyTo(rows.Slice(i * width, width));
        }
    }
}
