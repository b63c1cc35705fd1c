using Sememe.CompilerServices;
using Sememe.Heads;

namespace Sememe.Search;

/// <summary>Logits → the logarithms of probabilities of what may come next: transformers' logits processors, in its order: bad words, the forced end, the sum of 1.</summary>
internal sealed class TokenRules(TranslationSpec spec, IReadOnlyList<int> endTokens)
{
    private readonly int[] _endTokens = [.. endTokens];
    private readonly int[] _forcedEndTokens = [.. spec.ForcedEndTokens];
    private readonly int[][] _badWords = [.. spec.BadWords.Select(static words => words.ToArray())];

    /// <summary>Token that all texts begin with.</summary>
    public int StartToken => spec.StartToken;

    /// <summary>How many tokens end a text.</summary>
    public int EndTokens => _endTokens.Length;

    /// <summary>True for a token that ends a text.</summary>
    public bool IsEnd(int token) => _endTokens.AsSpan().Contains(token);

    /// <summary>The best token, and the logarithm of its probability.</summary>
    /// <param name="logits">One number per token; lost.</param>
    /// <param name="tree">The texts.</param>
    /// <param name="text">The text that the token comes behind.</param>
    /// <param name="isLast">True when no other token may follow.</param>
    public (int Token, float Logarithm) ChooseBest(Span<float> logits, TokenTree tree, int text, bool isLast)
    {
        if (isLast && _forcedEndTokens.Length > 0)
        {
            return (_forcedEndTokens.Min(), 0);
        }

        double all = LogSumExp(logits);
        Exclude(logits, tree, text);
        int best = Best.IndexOf(logits);
        return (best, (float)(logits[best] - (spec.Renormalizes ? LogSumExp(logits) : all)));
    }

    /// <summary>Makes logits the logarithms of probabilities, in place; −∞ for what may not come.</summary>
    /// <param name="logits">One number per token.</param>
    /// <param name="tree">The texts.</param>
    /// <param name="text">The text that the token comes behind.</param>
    /// <param name="isLast">True when no other token may follow.</param>
    public void Apply(Span<float> logits, TokenTree tree, int text, bool isLast)
    {
        if (isLast && _forcedEndTokens.Length > 0)
        {
            logits.Fill(float.NegativeInfinity);
            foreach (int token in _forcedEndTokens)
            {
                logits[token] = 0;
            }
        }
        else
        {
            Subtract(logits, LogSumExp(logits));
            Exclude(logits, tree, text);
        }

        if (spec.Renormalizes)
        {
            Subtract(logits, LogSumExp(logits));
        }
    }

    /// <summary>A sequence of several tokens is looked for where the text is as long as it is, the first token included, as transformers does.</summary>
    private void Exclude(Span<float> logits, TokenTree tree, int text)
    {
        foreach (int[] words in _badWords)
        {
            ReadOnlySpan<int> before = words.AsSpan(0, words.Length - 1);
            if (before.IsEmpty || (tree.LengthOf(text) + 1 >= words.Length && tree.EndsWith(text, before)))
            {
                logits[words[^1]] = float.NegativeInfinity;
            }
        }
    }

    /// <summary>log Σ eˣ, added up in the order of the elements.</summary>
    private static double LogSumExp(ReadOnlySpan<float> logits)
    {
        float largest = logits[Best.IndexOf(logits)];
        double sum = 0;
        foreach (float logit in logits)
        {
            sum += MathF.Exp(logit - largest);
        }

        return largest + Math.Log(sum);
    }

    private static void Subtract(Span<float> logits, double number)
    {
        foreach (ref float logit in logits)
        {
            logit = (float)(logit - number);
        }
    }
}
