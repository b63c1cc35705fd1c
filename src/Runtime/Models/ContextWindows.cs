using Sememe.Batches;
using Sememe.Memory;

namespace Sememe.Models;

/// <summary>Overlapping windows over the tokens of a context, each with the question and the special tokens around: Hugging Face's truncation of the second text with stride.</summary>
/// <remarks>The tokens lie in a workspace: room for one window in front, behind it everything.</remarks>
internal readonly ref struct ContextWindows
{
    // What the question-answering pipeline of transformers takes when nothing is said.
    private const int UsualWindow = 384;
    private const int UsualStride = 128;

    private readonly Workspace _workspace;
    private readonly int _all;
    private readonly int _after;
    private readonly int _contextTokens;
    private readonly int _kept;
    private readonly int _step;

    private ContextWindows(Workspace workspace, int all, int first, int contextTokens, int after, int kept, int step)
    {
        (_workspace, _all, FirstOfContext, _contextTokens, _after, _kept, _step) = (workspace, all, first, contextTokens, after, kept, step);
        Count = contextTokens == 0 ? 0 : contextTokens <= kept ? 1 : 1 + ((contextTokens - kept + step - 1) / step);
    }

    /// <summary>Number of windows; 0 for a context without tokens.</summary>
    public int Count { get; }

    /// <summary>First token of the context in every window.</summary>
    public int FirstOfContext { get; }

    /// <summary>Tokens of the context in a window.</summary>
    public int ContextTokens(int window) => Math.Min(_kept, _contextTokens - (window * _step));

    /// <exception cref="ArgumentException">The question leaves no room for the context, or the stride is as long as what remains.</exception>
    public static ContextWindows Encode(TextEncoder texts, ReadOnlySpan<char> question, ReadOnlySpan<char> context, Workspace workspace, AnswerOptions options)
    {
        int window = options.WindowTokens > 0 ? Math.Min(options.WindowTokens, texts.MaxTokens) : Math.Min(UsualWindow, texts.MaxTokens);
        int all = texts.EncodePairWhole(question, context, workspace, window);
        ReadOnlySpan<int> sequences = workspace.SequenceIds.Slice(window, all);
        int first = sequences.IndexOf(1);
        int end = sequences.LastIndexOf(1) + 1;
        first = first < 0 ? all : first;
        end = Math.Max(first, end);
        int kept = window - first - (all - end);
        int stride = options.Stride > 0 ? options.Stride : Math.Min(UsualStride, Math.Max(0, Math.Min(kept - 1, window / 2)));
        if (end > first && (kept < 1 || (end - first > kept && stride >= kept)))
        {
            throw new ArgumentException(
                $"The question and special tokens take {window - kept} of the {window} tokens of a window, so that {Math.Max(0, kept)} remain for the context, and {stride} of them would be repeated.",
                nameof(question));
        }

        return new ContextWindows(workspace, window, first, end - first, all - end, kept, kept - stride);
    }

    /// <summary>Lays a window out at the beginning of the workspace, and gives its length.</summary>
    public int Write(int window)
    {
        int context = ContextTokens(window);
        Copy(_all, 0, FirstOfContext);
        Copy(_all + FirstOfContext + (window * _step), FirstOfContext, context);
        Copy(_all + FirstOfContext + _contextTokens, FirstOfContext + context, _after);
        return FirstOfContext + context + _after;
    }

    private void Copy(int from, int to, int count)
    {
        _workspace.TokenIds.Slice(from, count).CopyTo(_workspace.TokenIds[to..]);
        _workspace.TypeIds.Slice(from, count).CopyTo(_workspace.TypeIds[to..]);
        _workspace.WordIds.Slice(from, count).CopyTo(_workspace.WordIds[to..]);
        _workspace.Offsets.Slice(from, count).CopyTo(_workspace.Offsets[to..]);
    }
}
