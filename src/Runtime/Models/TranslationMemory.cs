using Sememe.Backends;
using Sememe.Search;

namespace Sememe.Models;

/// <summary>The memory of one text that is translated: what the decoder remembers, the searches, and the translation as text.</summary>
internal sealed class TranslationMemory : IDisposable
{
    private readonly LoadedModel _model;
    private readonly TokenTree _tree = new();
    private readonly GreedySearch _greedy;
    private readonly BeamSearch _beams;
    private DecoderState? _state;
    private int[] _starts = [];
    private int[] _tokens = [];

    public TranslationMemory(LoadedModel model, TokenRules rules)
    {
        _model = model;
        _greedy = new GreedySearch(rules, _tree);
        _beams = new BeamSearch(rules, _tree);
        Text = new GeneratedText(model.Texts.Tokenizer);
    }

    /// <summary>A translation as text.</summary>
    public GeneratedText Text { get; }

    /// <summary>What the search has found, the best first.</summary>
    public ReadOnlySpan<FoundText> Found => Search.Found;

    private TokenSearch Search { get; set; } = null!;

    /// <summary>Looks for translations of the tokens in a call's workspace.</summary>
    /// <param name="call">The call.</param>
    /// <param name="sourceTokens">How many tokens there are.</param>
    /// <param name="settings">How.</param>
    /// <param name="cancellation">Ends the call; looked at for every token.</param>
    public void Run(in ModelCall call, int sourceTokens, in SearchSettings settings, CancellationToken cancellation)
    {
        DecoderState state = Reserve(settings.Beams);
        Search = settings.Beams == 1 ? _greedy : _beams;
        Search.Begin(settings);
        call.BeginTranslation(sourceTokens, state, cancellation);
        while (!Search.IsOver)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<int> next = Search.NextTokens;
            SequenceBatch batch = new() { TokenIds = next, Starts = _starts.AsSpan(0, next.Length + 1) };
            Search.Step(_model.Head!.RunNext(batch, state, call.Workspace, cancellation));
            if (!Search.IsOver)
            {
                state.Reorder(Search.Origins);
            }
        }
    }

    /// <summary>The tokens of a text found; valid until the next one is asked for.</summary>
    public ReadOnlySpan<int> TokensOf(FoundText found)
    {
        int length = _tree.LengthOf(found.Node);
        if (_tokens.Length < length)
        {
            _tokens = new int[Math.Max(length, 2 * _tokens.Length)];
        }

        Span<int> tokens = _tokens.AsSpan(0, length);
        _tree.CopyTo(found.Node, tokens);
        return tokens;
    }

    /// <summary>A text found as text; valid until the next one is asked for.</summary>
    public ReadOnlySpan<char> TextOf(FoundText found)
    {
        Text.Begin();
        foreach (int token in TokensOf(found))
        {
            Text.Append(token, [], null);
        }

        Text.Finish([], null);
        return Text.Text;
    }

    /// <inheritdoc/>
    public void Dispose() => _state?.Dispose();

    private DecoderState Reserve(int beams)
    {
        if (_state is null || _state.Texts < beams)
        {
            _state?.Dispose();
            _state = null;
            _state = _model.Head!.CreateDecoderState(beams, _model.Encoder.MaxPositions);
            _starts = [.. Enumerable.Range(0, beams + 1)];
        }

        return _state;
    }
}
