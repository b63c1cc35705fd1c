namespace Sememe.Heads;

/// <summary>Logits of begin and end → the best answers of all windows, as transformers' question-answering pipeline finds them.</summary>
/// <remarks>Not safe for several threads; lives for one call.</remarks>
internal ref struct AnswerSearch
{
    private readonly Span<Answer> _best;
    private readonly int _mostTokens;
    private readonly bool _wholeWords;
    private readonly bool _allowsNone;
    private float _noneScore;

    /// <param name="best">Takes the answers, the best first.</param>
    /// <param name="options">The caller's wishes.</param>
    public AnswerSearch(Span<Answer> best, AnswerOptions options)
    {
        _best = best;
        _mostTokens = options.MaxAnswerTokens > 0 ? options.MaxAnswerTokens : 15;
        _wholeWords = !options.TokenBoundaries;
        _allowsNone = options.AllowNoAnswer;
        _noneScore = float.PositiveInfinity;
        Count = 0;
    }

    /// <summary>Answers found, at most as many as fit.</summary>
    public int Count { get; private set; }

    /// <summary>Looks through one window.</summary>
    /// <param name="starts">[tokens] logits of begin; probabilities afterwards.</param>
    /// <param name="ends">[tokens] logits of end; probabilities afterwards.</param>
    /// <param name="first">First token of the context.</param>
    /// <param name="end">One past its last token.</param>
    /// <param name="wordIds">[tokens].</param>
    /// <param name="offsets">[tokens] places in the context.</param>
    public void Add(Span<float> starts, Span<float> ends, int first, int end, ReadOnlySpan<int> wordIds, ReadOnlySpan<TextRange> offsets)
    {
        Normalize(starts, first, end);
        Normalize(ends, first, end);
        _noneScore = MathF.Min(_noneScore, starts[0] * ends[0]);
        for (int start = first; start < end; start++)
        {
            int limit = Math.Min(end, start + _mostTokens);
            for (int last = start; last < limit; last++)
            {
                float score = starts[start] * ends[last];
                if (Count < _best.Length || (Count > 0 && score > _best[Count - 1].Score))
                {
                    Insert(new Answer(RangeOf(start, last, first, end, wordIds, offsets), score));
                }
            }
        }
    }

    /// <summary>Takes the score of "no answer" in, once all windows are through: the lowest of theirs; certainty where there was nothing to look at.</summary>
    public void Finish()
    {
        if (_allowsNone)
        {
            Insert(new Answer(default, float.IsPositiveInfinity(_noneScore) ? 1 : _noneScore));
        }
    }

    /// <summary>Softmax over the first token, which stands for "no answer", and the context.</summary>
    private static void Normalize(Span<float> logits, int first, int end)
    {
        float largest = logits[0];
        foreach (float logit in logits[first..end])
        {
            largest = MathF.Max(largest, logit);
        }

        logits[0] = MathF.Exp(logits[0] - largest);
        float sum = logits[0];
        foreach (ref float logit in logits[first..end])
        {
            logit = MathF.Exp(logit - largest);
            sum += logit;
        }

        logits[0] /= sum;
        foreach (ref float logit in logits[first..end])
        {
            logit /= sum;
        }
    }

    private readonly TextRange RangeOf(int start, int last, int first, int end, ReadOnlySpan<int> wordIds, ReadOnlySpan<TextRange> offsets)
    {
        if (_wholeWords)
        {
            while (start > first && wordIds[start - 1] == wordIds[start])
            {
                start--;
            }

            while (last + 1 < end && wordIds[last + 1] == wordIds[last])
            {
                last++;
            }
        }

        return new TextRange(offsets[start].Start, offsets[last].End);
    }

    /// <summary>Windows overlap and words have several tokens: the same part of the text counts once, with its best score.</summary>
    private void Insert(Answer answer)
    {
        int same = Count - 1;
        while (same >= 0 && _best[same].Range != answer.Range)
        {
            same--;
        }

        bool isFull = Count == _best.Length;
        if (same >= 0 ? _best[same].Score >= answer.Score : isFull && (Count == 0 || _best[Count - 1].Score >= answer.Score))
        {
            return;
        }

        int place = same >= 0 ? same : isFull ? Count - 1 : Count++;
        for (; place > 0 && answer.Score > _best[place - 1].Score; place--)
        {
            _best[place] = _best[place - 1];
        }

        _best[place] = answer;
    }
}
