namespace Sememe.Search;

/// <summary>Follows several texts at the same time: the beam search of transformers 4.57, step by step, in float32.</summary>
/// <remarks>
/// Every step takes the best continuations of all texts together, twice as many as there are texts, so that enough go on when the best ones end. Texts that
/// end among the best go to those found, which are as many as there are texts, by their score divided by a power of their length.
/// </remarks>
internal sealed class BeamSearch(TokenRules rules, TokenTree tree) : TokenSearch
{
    // What transformers takes for minus infinity where a number must stay finite.
    private const float Unlikely = -1e9f;

    private Candidate[] _candidates = [];
    private Candidate[] _running = [];
    private Entry[] _found = [];
    private Entry[] _merged = [];
    private FoundText[] _results = [];
    private int[] _nextTokens = [];
    private int[] _origins = [];
    private SearchSettings _settings;
    private bool _mayImprove;
    private int _length;
    private int _count;
    private int _resultCount;

    public override ReadOnlySpan<int> NextTokens => _nextTokens.AsSpan(0, _count);

    public override ReadOnlySpan<int> Origins => _origins.AsSpan(0, _count);

    public override ReadOnlySpan<FoundText> Found => _results.AsSpan(0, _resultCount);

    private int Beams => _settings.Beams;

    /// <summary>Continuations that are looked at: those of every text may all be ends but for one.</summary>
    private int Kept => Math.Max(2, 1 + rules.EndTokens) * Beams;

    public override void Begin(in SearchSettings settings)
    {
        _settings = settings;
        Reserve();
        tree.Begin(rules.StartToken);
        for (int beam = 0; beam < Beams; beam++)
        {
            // All texts are the same one as yet: only the first is likely.
            _running[beam] = new Candidate(beam == 0 ? 0 : Unlikely, 0, 0, TokenTree.Root);
            _found[beam] = new Entry(TokenTree.Root, Unlikely, IsComplete: false);
        }

        _nextTokens[0] = rules.StartToken;
        (_count, _length, _resultCount, _mayImprove, IsOver) = (1, 0, 0, true, false);
    }

    public override void Step(Span<float> logits)
    {
        _length++;
        int width = logits.Length / _count;
        bool isLast = _length == _settings.MaxTokens;
        for (int text = 0; text < _count; text++)
        {
            rules.Apply(logits.Slice(text * width, width), tree, _running[text].Text, isLast);
        }

        Span<Candidate> candidates = _candidates.AsSpan(0, Collect(logits, width));
        bool allEnd = true;
        foreach (ref Candidate candidate in candidates)
        {
            candidate = candidate with { Ends = isLast || rules.IsEnd(candidate.Token), Text = _running[candidate.Origin].Text };
            allEnd &= candidate.Ends;
        }

        AddFound(candidates);
        GoOn(candidates);
        Conclude(allEnd);
    }

    /// <summary>The best continuations of all texts, the best first; of equal ones the earlier.</summary>
    private int Collect(ReadOnlySpan<float> logarithms, int width)
    {
        int count = 0;
        int most = Kept;
        int beams = _length == 1 ? Beams : _count;
        for (int beam = 0; beam < beams; beam++)
        {
            float before = _running[beam].Sum;
            ReadOnlySpan<float> row = logarithms.Slice(Math.Min(beam, _count - 1) * width, width);
            for (int token = 0; token < width; token++)
            {
                float sum = row[token] + before;
                if (count < most || sum > _candidates[count - 1].Sum)
                {
                    count = Math.Min(count + 1, most);
                    Insert(new Candidate(sum, beam, token, 0), count);
                }
            }
        }

        return count;
    }

    private void Insert(Candidate candidate, int count)
    {
        int place = count - 1;
        for (; place > 0 && candidate.Sum > _candidates[place - 1].Sum; place--)
        {
            _candidates[place] = _candidates[place - 1];
        }

        _candidates[place] = candidate;
    }

    /// <summary>Puts the texts that end here among those found, where they are better. Only the best as many as there are texts count: the others are there to go on.</summary>
    private void AddFound(ReadOnlySpan<Candidate> candidates)
    {
        bool isFull = _settings.EarlyStopping == EarlyStopping.WhenComplete && AreAllComplete();
        float divisor = (float)Math.Pow(_length, _settings.LengthPenalty);
        int count = Beams;
        _found.AsSpan(0, Beams).CopyTo(_merged);
        for (int i = 0; i < candidates.Length && i < Beams; i++)
        {
            Candidate candidate = candidates[i];
            if (candidate.Ends)
            {
                float score = candidate.Sum / divisor;
                score += isFull ? Unlikely : 0;
                score += _mayImprove ? 0 : Unlikely;
                _merged[count++] = new Entry(-1 - i, score, IsComplete: true);
            }
        }

        Sort(_merged.AsSpan(0, count));
        for (int i = 0; i < Beams; i++)
        {
            Entry entry = _merged[i];
            _found[i] = entry.Text >= 0 ? entry : entry with { Text = tree.Add(candidates[-1 - entry.Text].Text, candidates[-1 - entry.Text].Token) };
        }
    }

    /// <summary>The best first, of equal ones the earlier.</summary>
    private static void Sort(Span<Entry> entries)
    {
        for (int i = 1; i < entries.Length; i++)
        {
            Entry entry = entries[i];
            int place = i;
            for (; place > 0 && entry.Score > entries[place - 1].Score; place--)
            {
                entries[place] = entries[place - 1];
            }

            entries[place] = entry;
        }
    }

    /// <summary>The best continuations that do not end are the texts of the next step.</summary>
    private void GoOn(ReadOnlySpan<Candidate> candidates)
    {
        int count = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (Candidate candidate in candidates)
            {
                if (candidate.Ends == (pass == 1) && count < Beams)
                {
                    int text = tree.Add(candidate.Text, candidate.Token);
                    _origins[count] = Math.Min(candidate.Origin, _count - 1);
                    _nextTokens[count] = candidate.Token;
                    _running[count] = candidate with { Text = text, Sum = candidate.Sum + (candidate.Ends ? Unlikely : 0) };
                    count++;
                }
            }
        }

        _count = count;
    }

    private void Conclude(bool allEnd)
    {
        bool areComplete = AreAllComplete();
        int length = _settings is { EarlyStopping: EarlyStopping.Never, LengthPenalty: > 0 } ? _settings.MaxTokens : _length;
        float bestPossible = _running[0].Sum / (float)Math.Pow(length, _settings.LengthPenalty);
        _mayImprove &= bestPossible > (areComplete ? _found[Beams - 1].Score : Unlikely);
        IsOver = !_mayImprove || allEnd || (areComplete && _settings.EarlyStopping == EarlyStopping.WhenComplete);
        if (IsOver)
        {
            foreach (Entry entry in _found.AsSpan(0, Beams))
            {
                if (entry.IsComplete)
                {
                    _results[_resultCount++] = new FoundText(entry.Text, entry.Score);
                }
            }
        }
    }

    private bool AreAllComplete()
    {
        foreach (Entry entry in _found.AsSpan(0, Beams))
        {
            if (!entry.IsComplete)
            {
                return false;
            }
        }

        return true;
    }

    private void Reserve()
    {
        if (_running.Length < Beams)
        {
            _candidates = new Candidate[Kept];
            _running = new Candidate[Beams];
            _found = new Entry[Beams];
            _merged = new Entry[2 * Beams];
            _results = new FoundText[Beams];
            _nextTokens = new int[Beams];
            _origins = new int[Beams];
        }
    }

    /// <summary>A text with one more token.</summary>
    /// <param name="Sum">Sum of the logarithms of its tokens' probabilities.</param>
    /// <param name="Origin">The text that it goes on behind, among those of the step.</param>
    /// <param name="Token">The token.</param>
    /// <param name="Text">The text in the tree: before its last token, and with it once it is one of those that go on.</param>
    private readonly record struct Candidate(float Sum, int Origin, int Token, int Text)
    {
        public bool Ends { get; init; }
    }

    /// <summary>A text found.</summary>
    /// <param name="Text">The text in the tree; −1 − i for a candidate that is not in it yet.</param>
    /// <param name="Score">Its score.</param>
    /// <param name="IsComplete">False where none was found yet.</param>
    private readonly record struct Entry(int Text, float Score, bool IsComplete);
}
