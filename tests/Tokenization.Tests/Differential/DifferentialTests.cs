using Sememe.Testing;
using Sememe.Tokenization.Tests.Goldens;

namespace Sememe.Tokenization.Tests.Differential;

/// <summary>Random text, more than a million characters per tokenizer: the same ids and places as Hugging Face's own build gives.</summary>
public sealed class DifferentialTests
{
    private const int Characters = 1_000_000;
    private const int FirstSeed = 100_000;

    [TokenizersTheory]
    [InlineData("gpt2")]
    [InlineData("modernbert-like")]
    [InlineData("roberta-base")]
    [InlineData("steps/clip-like")]
    [InlineData("steps/gemma-like")]
    [InlineData("steps/llama2-like")]
    [InlineData("steps/mistral-like")]
    [InlineData("steps/qwen2-like")]
    [InlineData("steps/punctuation-contiguous")]
    [InlineData("steps/split-digits")]
    [InlineData("steps/split-string-merged-with-next")]
    [InlineData("steps/unigram-scripts")]
    [InlineData("steps/bpe-prefix")]
    [InlineData("steps/byte-level-prefix")]
    [InlineData("steps/cl100k-like")]
    [InlineData("steps/gpt2-pattern-split")]
    [InlineData("steps/llama3-like")]
    [InlineData("steps/o200k-like")]
    [InlineData("steps/openai-gpt-like")]
    [InlineData("steps/starcoder-like")]
    [InlineData("albert-like")]
    [InlineData("xlm-roberta-base")]
    [InlineData("steps/t5-like")]
    [InlineData("steps/unigram-metaspace-never")]
    [InlineData("steps/wordlevel-split")]
    [InlineData("steps/wordlevel-whitespace")]
    [InlineData("steps/punctuation-isolated")]
    [InlineData("../models/xlm-roberta")]
    [InlineData("../models/albert-v1")]
    [InlineData("../models/deberta-v2")]
    public void Random_texts_equal_hugging_face(string name)
    {
        List<string> texts = [];
        for (int length = 0; length < Characters; length += texts[^1].Length)
        {
            texts.Add(RandomTexts.Make(FirstSeed + texts.Count, 20 + (texts.Count % 50 == 0 ? 20_000 : texts.Count % 600)));
        }

        string folder = TokenizerFolders.Shared(name);
        Tokenizer tokenizer = TokenizerFolders.Open(folder);
        List<(int[] Ids, int[] Offsets)> expected = HuggingFace.Encode(Path.Combine(folder, "tokenizer.json"), texts);
        Differences differences = new();
        for (int i = 0; i < texts.Count; i++)
        {
            EncodedText encoded = tokenizer.Encode(texts[i]);
            differences.Compare($"ids of text {i}", texts[i], expected[i].Ids, encoded.Ids);
            differences.Compare($"offsets of text {i}", texts[i], expected[i].Offsets, CodePoints.Of(texts[i], encoded.Offsets));
        }

        differences.AssertNone(atLeast: 2 * texts.Count);
    }
}
