namespace Sememe.Search;

/// <summary>Takes the best token at every step.</summary>
internal sealed class GreedySearch(TokenRules rules, TokenTree tree) : TokenSearch
{
    private readonly int[] _nextToken = new int[1];
    private readonly int[] _origin = new int[1];
    private readonly FoundText[] _found = new FoundText[1];
    private SearchSettings _settings;
    private float _sum;
    private int _text;
    private int _length;

    public override ReadOnlySpan<int> NextTokens => _nextToken;

    public override ReadOnlySpan<int> Origins => _origin;

    public override ReadOnlySpan<FoundText> Found => _found;

    public override void Begin(in SearchSettings settings)
    {
        tree.Begin(rules.StartToken);
        (_settings, _sum, _text, _length, IsOver) = (settings, 0, TokenTree.Root, 0, false);
        _nextToken[0] = rules.StartToken;
    }

    public override void Step(Span<float> logits)
    {
        (int token, float logarithm) = rules.ChooseBest(logits, tree, _text, ++_length == _settings.MaxTokens);
        _text = tree.Add(_text, token);
        _sum += logarithm;
        _nextToken[0] = token;
        _found[0] = new FoundText(_text, _sum / (float)Math.Pow(_length, _settings.LengthPenalty));
        IsOver = _length == _settings.MaxTokens || rules.IsEnd(token);
    }
}
