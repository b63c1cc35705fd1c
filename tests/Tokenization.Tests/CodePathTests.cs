using Sememe.Testing;

namespace Sememe.Tokenization.Tests;

/// <summary>The vectorized path gives what the scalar path gives.</summary>
public sealed class CodePathTests
{
    private const int Texts = 4000;

    [SharedTheory]
    [InlineData("gpt2")]
    [InlineData("roberta-base")]
    [InlineData("steps/cl100k-like")]
    [InlineData("modernbert-like")]
    [InlineData("steps/llama3-like")]
    [InlineData("steps/qwen2-like")]
    [InlineData("steps/starcoder-like")]
    [InlineData("bert-base-uncased")]
    [InlineData("albert-like")]
    [InlineData("xlm-roberta-base")]
    [InlineData("steps/t5-like")]
    [InlineData("steps/unigram-metaspace-never")]
    [InlineData("../models/xlm-roberta")]
    [InlineData("../models/deberta-v2")]
    public void Random_texts_have_the_same_tokens_on_both_paths(string name)
    {
        Tokenizer vectorized = TokenizerFolders.Open(TokenizerFolders.Shared(name), CodePath.Vectorized);
        Tokenizer scalar = TokenizerFolders.Open(TokenizerFolders.Shared(name), CodePath.Scalar);
        Goldens.Differences differences = new();
        for (int seed = 0; seed < Texts; seed++)
        {
            string text = RandomTexts.Make(seed, 20 + (seed % 400));
            EncodedText expected = scalar.Encode(text);
            EncodedText actual = vectorized.Encode(text);
            differences.Compare($"ids of text {seed}", text, expected.Ids, actual.Ids);
            differences.Compare($"offsets of text {seed}", text, expected.Offsets, actual.Offsets);
            differences.Compare($"words of text {seed}", text, expected.WordIds, actual.WordIds);
        }

        differences.AssertNone(atLeast: 3 * Texts);
    }
}
