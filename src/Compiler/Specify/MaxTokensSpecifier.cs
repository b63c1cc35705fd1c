using Sememe.Compiler.Findings;
using Sememe.CompilerServices;
using Sememe.Formats;
using Sememe.Formats.Configs;

namespace Sememe.Compiler.Specify;

/// <summary>The longest input: what sentence-transformers takes for it. Truncation and padding of tokenizer.json count for nothing, as there.</summary>
internal sealed class MaxTokensSpecifier(FolderFiles files, FindingList findings)
{
    /// <summary>In the order in which sentence-transformers looks for them.</summary>
    private static readonly string[] s_sentenceConfigs =
    [
        SentenceBertConfig.FileName, "sentence_roberta_config.json", "sentence_distilbert_config.json", "sentence_camembert_config.json",
        "sentence_albert_config.json", "sentence_xlm-roberta_config.json", "sentence_xlnet_config.json",
    ];

    /// <summary>Most tokens of an input, special tokens included; as many as there are numbers when nothing limits them.</summary>
    /// <param name="encoder">The network; null for a tokenizer without one.</param>
    /// <param name="tokenizer">tokenizer_config.json, if there is one.</param>
    public int Specify(EncoderSpec? encoder, TokenizerConfig? tokenizer)
    {
        int positions = encoder?.MaxTokens ?? int.MaxValue;
        SentenceBertConfig? sentence = ReadSentenceConfig();
        if (sentence?.MaxSequenceLength is not { } stated)
        {
            return Math.Min(tokenizer?.ModelMaxLength?.Value ?? int.MaxValue, positions);
        }

        Check(sentence, stated, positions);
        return Math.Max(1, stated.Value);
    }

    private void Check(SentenceBertConfig sentence, Located<int> stated, int positions)
    {
        if (stated.Value < 1)
        {
            findings.Add(FindingIds.FileBroken, sentence.File, stated, $"found \"max_seq_length\" {stated.Value}, expected at least 1");
        }
        else if (stated.Value > positions)
        {
            findings.Add(
                FindingIds.Contradiction, sentence.File, stated, $"found \"max_seq_length\" {stated.Value}, expected at most {positions}, the positions that \"max_position_embeddings\" of {ModelConfig.FileName} has for tokens");
        }
    }

    private SentenceBertConfig? ReadSentenceConfig()
    {
        string? name = Array.Find(s_sentenceConfigs, path => files.Folder.Find(path) is not null);
        SentenceBertConfig? config = name is null ? null : files.Optional(name, SentenceBertConfig.Read);
        if (config?.DoLowerCase is { Value: true } lowercase)
        {
            findings.Add(FindingIds.NotModelled, config.File, lowercase, "lowercasing before the tokenizer is not modelled; the tokenizer's own lowercasing is");
        }

        return config;
    }
}
