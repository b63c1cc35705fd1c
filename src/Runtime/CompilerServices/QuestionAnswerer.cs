using System.ComponentModel;
using Sememe.Heads;
using Sememe.Models;

namespace Sememe.CompilerServices;

/// <summary>A loaded model that finds answers in a text: what a generated class forwards to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class QuestionAnswerer : IDisposable
{
    private readonly LoadedModel _model;

    private QuestionAnswerer(LoadedModel model) => _model = model;

    /// <summary>What runs the network.</summary>
    public Backend Backend => _model.Backend;

    /// <summary>Loads the weights.</summary>
    /// <exception cref="ModelFormatException">A file is missing, broken or does not fit the description.</exception>
    public static QuestionAnswerer Load(ModelDescription description, LoadOptions? options) => new(LoadedModel.Load(description, options));

    /// <summary>The best answers, the best first. Contexts of any length: longer ones are read window by window.</summary>
    /// <param name="question">The question.</param>
    /// <param name="context">The text to look in.</param>
    /// <param name="best">Takes the answers, as many as fit.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">The question leaves no room for the context, or the options contradict each other.</exception>
    public SpanInfo Answer(ReadOnlySpan<char> question, ReadOnlySpan<char> context, Span<Answer> best, AnswerOptions options)
    {
        using ModelCall call = _model.Enter();
        ContextWindows windows = ContextWindows.Encode(_model.Texts, question, context, call.Workspace, options);
        AnswerSearch search = new(best, options);
        int tokens = 0;
        for (int window = 0; window < windows.Count; window++)
        {
            int length = windows.Write(window);
            tokens += length;
            ReadOnlySpan<float> logits = call.RunLogits(length);
            Span<float> planes = call.Workspace.EnsureRows(2 * length);
            Separate(logits, planes, length);
            search.Add(
                planes[..length], planes[length..], windows.FirstOfContext, windows.FirstOfContext + windows.ContextTokens(window), call.Workspace.WordIds[..length],
                call.Workspace.Offsets[..length]);
        }

        search.Finish();
        return new SpanInfo(search.Count, tokens, 0, Backend);
    }

    /// <summary>Waits for calls in flight and frees the weights.</summary>
    public void Dispose() => _model.Dispose();

    /// <summary>Lays all begins before all ends.</summary>
    private void Separate(ReadOnlySpan<float> logits, Span<float> planes, int tokens)
    {
        if (_model.Head!.HasPlanes)
        {
            logits.CopyTo(planes);
            return;
        }

        for (int token = 0; token < tokens; token++)
        {
            planes[token] = logits[2 * token];
            planes[tokens + token] = logits[(2 * token) + 1];
        }
    }
}
