using System.ComponentModel;
using Sememe.Batches;
using Sememe.Heads;
using Sememe.Memory;
using Sememe.Models;

namespace Sememe.CompilerServices;

/// <summary>A loaded model that labels tokens: what a generated class forwards to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TokenClassifier : IDisposable
{
    private readonly LoadedModel _model;
    private readonly EntityGroups _groups;
    private readonly int _labels;

    private TokenClassifier(LoadedModel model, TagScheme scheme)
    {
        _model = model;
        _groups = new EntityGroups(scheme);
        _labels = model.Head!.Spec.Outputs;
    }

    /// <summary>What runs the network.</summary>
    public Backend Backend => _model.Backend;

    /// <summary>Loads the weights.</summary>
    /// <exception cref="ModelFormatException">A file is missing, broken or does not fit the description.</exception>
    public static TokenClassifier Load(ModelDescription description, LoadOptions? options) =>
        new(LoadedModel.Load(description, options), description.Tags ?? throw new ArgumentException("The description has no tags.", nameof(description)));

    /// <summary>The labelled parts of a text, in its order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="spans">Takes them; as many as the model takes tokens are always enough.</param>
    /// <exception cref="ArgumentException">The text is longer than the model takes and truncation was not allowed, or there are more parts than fit.</exception>
    public SpanInfo Recognize(ReadOnlySpan<char> text, Span<LabelledSpan> spans)
    {
        using ModelCall call = _model.Enter();
        Workspace workspace = call.Workspace;
        TokenCount count = call.Encode(text).Checked();
        ReadOnlySpan<float> logits = call.RunLogits(count.Kept);
        Span<float> scores = workspace.EnsureRows(count.Kept + _labels);
        Span<int> labels = workspace.TokenIds[..count.Kept]; // the ids have done their work
        ChooseLabels(logits, labels, scores[..count.Kept], scores[count.Kept..]);
        int found = _groups.Find(labels, scores, workspace.SequenceIds[..count.Kept], workspace.Offsets, spans);
        return found <= spans.Length
            ? new SpanInfo(found, count.Kept, count.Dropped, Backend)
            : throw new ArgumentException($"The text has {found} labelled parts, the destination holds {spans.Length}.", nameof(spans));
    }

    /// <summary>The label of every token of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="spans">Takes one per token; as many as the model takes tokens are always enough.</param>
    /// <exception cref="ArgumentException">The text is longer than the model takes and truncation was not allowed, or there are more tokens than fit.</exception>
    public SpanInfo Tag(ReadOnlySpan<char> text, Span<LabelledSpan> spans)
    {
        using ModelCall call = _model.Enter();
        Workspace workspace = call.Workspace;
        TokenCount count = call.Encode(text).Checked();
        int tokens = count.Kept - workspace.SequenceIds[..count.Kept].Count(-1);
        LoadedModel.RequireRoom(spans.Length, tokens, 1, nameof(spans));
        ReadOnlySpan<float> logits = call.RunLogits(count.Kept);
        Span<float> scores = workspace.EnsureRows(count.Kept + _labels);
        Span<int> labels = workspace.TokenIds[..count.Kept];
        ChooseLabels(logits, labels, scores[..count.Kept], scores[count.Kept..]);
        int written = 0;
        for (int token = 0; token < count.Kept; token++)
        {
            if (workspace.SequenceIds[token] >= 0)
            {
                spans[written++] = new LabelledSpan(labels[token], scores[token], workspace.Offsets[token]);
            }
        }

        return new SpanInfo(written, count.Kept, count.Dropped, Backend);
    }

    /// <summary>Waits for calls in flight and frees the weights.</summary>
    public void Dispose() => _model.Dispose();

    /// <summary>The most probable label of each token, and its probability.</summary>
    private void ChooseLabels(ReadOnlySpan<float> logits, Span<int> labels, Span<float> scores, Span<float> probabilities)
    {
        for (int token = 0; token < labels.Length; token++)
        {
            logits.Slice(token * _labels, _labels).CopyTo(probabilities);
            Probabilities.Softmax(probabilities);
            labels[token] = Best.IndexOf(probabilities);
            scores[token] = probabilities[labels[token]];
        }
    }
}
