using System.Diagnostics;
using Sememe.Testing;

namespace Sememe.Tokenization.Tests;

/// <summary>
/// Four million units take milliseconds to tens of them, whatever they are made of. A quadratic step, were it only a copy of what is there already,
/// would take minutes: the limit between the two is far from both, so that a busy machine does not matter.
/// </summary>
public sealed class LinearTimeTests
{
    private const int Units = 4_000_000;
    private const int MostSeconds = 30;

    [Theory]
    [InlineData("a letter", "a", CodePath.Vectorized)]
    [InlineData("a letter", "a", CodePath.Scalar)]
    [InlineData("blanks", " ", CodePath.Vectorized)]
    [InlineData("blanks", " ", CodePath.Scalar)]
    [InlineData("dropped marks", "\u0301", CodePath.Vectorized)]
    [InlineData("marks that stay", "\u1BAA", CodePath.Vectorized)]
    [InlineData("marks in need of order", "\u1BAA\u0334", CodePath.Vectorized)]
    [InlineData("special tokens", "[MASK]", CodePath.Vectorized)]
    [InlineData("half special tokens", "[MASK", CodePath.Vectorized)]
    [InlineData("punctuation", "。", CodePath.Vectorized)]
    [InlineData("words of 99 letters", "abababababababababababababababababababababababababababababababababababababababababababababababab ", CodePath.Vectorized)]
    public void Millions_of_units_of_anything_take_no_more_than_seconds(string name, string part, CodePath path) =>
        AssertSeconds(TokenizerFolders.Open(TokenizerFolders.MiniLm, path), name, part);

    [SharedTheory]
    [InlineData("gpt2", "a", CodePath.Vectorized)]
    [InlineData("gpt2", "a", CodePath.Scalar)]
    [InlineData("gpt2", " ", CodePath.Vectorized)]
    [InlineData("gpt2", " ", CodePath.Scalar)]
    [InlineData("gpt2", "\u00A0", CodePath.Vectorized)]
    [InlineData("gpt2", "'s", CodePath.Vectorized)]
    [InlineData("gpt2", "\u0301", CodePath.Vectorized)]
    [InlineData("gpt2", "語言", CodePath.Vectorized)]
    [InlineData("gpt2", "<|endoftext|>", CodePath.Vectorized)]
    [InlineData("gpt2", "<|endoftext|", CodePath.Vectorized)]
    [InlineData("roberta-base", " <mask>", CodePath.Vectorized)]
    [InlineData("steps/cl100k-like", "\n ", CodePath.Vectorized)]
    [InlineData("steps/cl100k-like", "\n ", CodePath.Scalar)]
    [InlineData("steps/cl100k-like", "1", CodePath.Vectorized)]
    [InlineData("steps/o200k-like", "Aa中", CodePath.Vectorized)]
    [InlineData("steps/o200k-like", "A\u0301", CodePath.Vectorized)]
    [InlineData("steps/openai-gpt-like", "ab", CodePath.Vectorized)]
    [InlineData("steps/bpe-prefix", "ab", CodePath.Vectorized)]
    [InlineData("steps/bpe-prefix", "語", CodePath.Vectorized)]
    [InlineData("steps/starcoder-like", "1a", CodePath.Vectorized)]
    [InlineData("steps/llama2-like", "a", CodePath.Vectorized)]
    [InlineData("steps/llama2-like", "語 ", CodePath.Vectorized)]
    [InlineData("steps/clip-like", "a", CodePath.Vectorized)]
    [InlineData("modernbert-like", "a", CodePath.Vectorized)]
    [InlineData("xlm-roberta-base", "a", CodePath.Vectorized)]
    [InlineData("xlm-roberta-base", "a", CodePath.Scalar)]
    [InlineData("xlm-roberta-base", "語", CodePath.Vectorized)]
    [InlineData("xlm-roberta-base", "\u0301", CodePath.Vectorized)]
    [InlineData("xlm-roberta-base", "\u093F\u0301", CodePath.Vectorized)]
    [InlineData("xlm-roberta-base", "\u0001", CodePath.Vectorized)]
    [InlineData("xlm-roberta-base", "\U0001F3FB", CodePath.Vectorized)]
    [InlineData("xlm-roberta-base", "<mask>", CodePath.Vectorized)]
    [InlineData("albert-like", "''", CodePath.Vectorized)]
    [InlineData("albert-like", " ", CodePath.Vectorized)]
    [InlineData("albert-like", "\u1BAA\u0334", CodePath.Vectorized)]
    [InlineData("../models/xlm-roberta", " ", CodePath.Vectorized)]
    [InlineData("../models/xlm-roberta", "a  ", CodePath.Vectorized)]
    [InlineData("../models/deberta-v2", "\u3000", CodePath.Vectorized)]
    [InlineData("steps/t5-like", "\u1100\u1161", CodePath.Vectorized)]
    [InlineData("steps/wordlevel-split", "a ", CodePath.Vectorized)]
    public void Millions_of_units_of_anything_take_no_more_than_seconds_whatever_the_tokenizer(string tokenizer, string part, CodePath path) =>
        AssertSeconds(TokenizerFolders.Open(TokenizerFolders.Shared(tokenizer), path), tokenizer, part);

    private static void AssertSeconds(Tokenizer tokenizer, string name, string part)
    {
        string text = string.Concat(Enumerable.Repeat(part, Units / part.Length));
        long start = Stopwatch.GetTimestamp();
        int tokens = tokenizer.CountTokens(text);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Assert.True(tokens >= 2 && seconds < MostSeconds, $"{name}: {text.Length} units took {seconds:F1} s");
    }
}
