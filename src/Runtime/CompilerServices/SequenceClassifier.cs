using System.ComponentModel;
using Sememe.Batches;
using Sememe.Heads;
using Sememe.Models;

namespace Sememe.CompilerServices;

/// <summary>A loaded model with a row of scores per text or pair (classes, a value, a rank): what a generated class forwards to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SequenceClassifier : IDisposable
{
    private readonly LoadedModel _model;
    private readonly ClassificationHead _head;

    private SequenceClassifier(LoadedModel model, ScoreFunction scores)
    {
        _model = model;
        _head = new ClassificationHead(model.Head!, scores);
        model.RunBatchesThrough(_head);
    }

    /// <summary>What runs the network.</summary>
    public Backend Backend => _model.Backend;

    /// <summary>Loads the weights.</summary>
    /// <exception cref="ModelFormatException">A file is missing, broken or does not fit the description.</exception>
    public static SequenceClassifier Load(ModelDescription description, LoadOptions? options) => new(LoadedModel.Load(description, options), description.Scores);

    /// <summary>Scores of one text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scores">At least [outputs].</param>
    /// <exception cref="ArgumentException">The text is longer than the model takes and truncation was not allowed, or the destination is too small.</exception>
    public TextInfo Score(ReadOnlySpan<char> text, Span<float> scores)
    {
        LoadedModel.RequireRoom(scores.Length, 1, _head.Width, nameof(scores));
        using ModelCall call = _model.Enter();
        return Finish(call, call.Encode(text).Checked(), scores);
    }

    /// <summary>Scores of two texts that belong together.</summary>
    /// <param name="first">The first text.</param>
    /// <param name="second">The second text.</param>
    /// <param name="scores">At least [outputs].</param>
    /// <exception cref="ArgumentException">They are longer than the model takes and truncation was not allowed, or the destination is too small.</exception>
    public TextInfo Score(ReadOnlySpan<char> first, ReadOnlySpan<char> second, Span<float> scores)
    {
        LoadedModel.RequireRoom(scores.Length, 1, _head.Width, nameof(scores));
        using ModelCall call = _model.Enter();
        return Finish(call, call.EncodePair(first, second).Checked(), scores);
    }

    /// <summary>Scores of many texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="scores">At least [texts × outputs].</param>
    /// <param name="progress">Told how many texts are done.</param>
    /// <param name="cancellation">Ends the call.</param>
    public BatchInfo Score(ReadOnlySpan<string> texts, Span<float> scores, IProgress<int>? progress, CancellationToken cancellation) =>
        Score(new TextBatch { Texts = texts }, scores, progress, cancellation);

    /// <summary>Scores of many pairs.</summary>
    /// <param name="firsts">The first texts.</param>
    /// <param name="seconds">As many second texts.</param>
    /// <param name="scores">At least [pairs × outputs].</param>
    /// <param name="progress">Told how many pairs are done.</param>
    /// <param name="cancellation">Ends the call.</param>
    public BatchInfo Score(ReadOnlySpan<string> firsts, ReadOnlySpan<string> seconds, Span<float> scores, IProgress<int>? progress, CancellationToken cancellation) =>
        firsts.Length == seconds.Length
            ? Score(new TextBatch { Texts = firsts, Seconds = seconds }, scores, progress, cancellation)
            : throw new ArgumentException($"There are {firsts.Length} first texts and {seconds.Length} second ones.", nameof(seconds));

    /// <summary>Scores of many texts, each with the same query before it.</summary>
    /// <param name="query">The first text of every pair.</param>
    /// <param name="texts">The second texts.</param>
    /// <param name="scores">At least [texts × outputs].</param>
    /// <param name="progress">Told how many texts are done.</param>
    /// <param name="cancellation">Ends the call.</param>
    public BatchInfo ScoreAll(ReadOnlySpan<char> query, ReadOnlySpan<string> texts, Span<float> scores, IProgress<int>? progress, CancellationToken cancellation) =>
        Score(new TextBatch { Texts = texts, Query = query, HasQuery = true }, scores, progress, cancellation);

    /// <summary>The texts that go best with a query, the best first.</summary>
    /// <param name="query">The query.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="best">Takes the best texts, as many as fit.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>How many were written.</returns>
    public int Rank(ReadOnlySpan<char> query, ReadOnlySpan<string> texts, Span<RankedText> best, CancellationToken cancellation)
    {
        using ModelCall call = _model.Enter();
        Span<float> scores = call.Workspace.EnsureRows(texts.Length);
        ScoreAll(query, texts, scores, null, cancellation);
        return Best.Of(scores, best);
    }

    /// <summary>Waits for calls in flight and frees the weights.</summary>
    public void Dispose() => _model.Dispose();

    private BatchInfo Score(in TextBatch batch, Span<float> scores, IProgress<int>? progress, CancellationToken cancellation)
    {
        LoadedModel.RequireRoom(scores.Length, batch.Texts.Length, _head.Width, nameof(scores));
        return _model.Run(batch, scores, progress, cancellation);
    }

    private TextInfo Finish(in ModelCall call, TokenCount count, Span<float> scores)
    {
        call.Run(_head, count.Kept, scores[.._head.Width]);
        return new TextInfo(count.Kept, count.Dropped, Backend);
    }
}
