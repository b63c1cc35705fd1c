using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Tasks;
using Sememe.CompilerServices;
using Sememe.Formats.Configs;

namespace Sememe.Compiler.Specify;

/// <summary>A model folder → what it means. Collects as many findings as do not follow from each other.</summary>
internal sealed class ModelSpecifier(ModelFolder folder, FindingList findings)
{
    private readonly FolderFiles _files = new(folder, findings);

    /// <summary>What the folder means, as far as its files say it, and the tokenizer's tables.</summary>
    public (ModelSpec Specification, CompiledTables? Tables) Specify(CancellationToken cancellation)
    {
        WeightsSpecifier weights = new(_files, findings);
        if (ElmoSpecifier.IsElmo(folder))
        {
            return (ElmoSpecifier.Specify(_files, findings, weights), null);
        }

        ModelConfig? config = weights.IsWanted
            ? _files.Required(ModelConfig.FileName, ModelConfig.Read, "it says what the network is. Download it from where the model is published")
            : _files.Optional(ModelConfig.FileName, ModelConfig.Read);
        TokenizerConfig? tokenizerConfig = _files.Optional(TokenizerConfig.FileName, TokenizerConfig.Read);
        cancellation.ThrowIfCancellationRequested();

        CompiledTokenizer? tokenizer = TokenizerStage.Run(_files, findings, cancellation);
        CheckVocabulary(tokenizer, config);
        ModelSpec specification = weights.IsWanted ? SpecifyNetwork(weights, config, tokenizerConfig, tokenizer) : SpecifyTokenizer(tokenizerConfig);
        return (specification with { VocabularySize = tokenizer?.VocabularySize ?? 1, SpecialTokens = tokenizer?.SpecialTokens ?? default, TablesChecksum = tokenizer?.TablesChecksum }, tokenizer?.Tables);
    }

    private ModelSpec SpecifyTokenizer(TokenizerConfig? tokenizerConfig)
    {
        findings.Add(FindingIds.NoWeights, null);
        return new ModelSpec { Task = new TokenizingTask(), MaxTokens = new MaxTokensSpecifier(_files, findings).Specify(encoder: null, tokenizerConfig) };
    }

    private ModelSpec SpecifyNetwork(WeightsSpecifier weights, ModelConfig? config, TokenizerConfig? tokenizerConfig, CompiledTokenizer? tokenizer)
    {
        EncoderSpec? encoder = config is null ? null : EncoderSpecifier.Specify(config, findings);
        ModelSpec specification = new()
        {
            Task = TaskSpecifier.Specify(new TaskContext(_files, findings, config, encoder, weights)),
            Encoder = encoder,
            MaxTokens = new MaxTokensSpecifier(_files, findings).Specify(encoder, tokenizerConfig),
            Weights = weights.Specify(),
        };
        CheckTypes(tokenizer, encoder);
        if (specification.Weights is not null && encoder is not null)
        {
            // A "vocab_size" that the tokenizer contradicts is one mistake; that the weights contradict it as well follows.
            weights.Match(specification.Weights, encoder with { VocabularySize = Math.Max(encoder.VocabularySize, tokenizer?.VocabularySize ?? 0) }, specification.Task.Head, config!);
        }

        return specification;
    }

    /// <summary>A token id beyond the embedding table would read past its end. Fewer ids than rows is common: tables are padded.</summary>
    private void CheckVocabulary(CompiledTokenizer? tokenizer, ModelConfig? config)
    {
        if (tokenizer is not null && config?.VocabularySize is { } rows && tokenizer.VocabularySize > rows.Value)
        {
            findings.Add(
                FindingIds.Contradiction, config.File, rows, $"found \"vocab_size\" {rows.Value}, expected at least {tokenizer.VocabularySize}, the number of token ids in {tokenizer.Source}");
        }
    }

    /// <summary>A token type beyond the embedding table would read past its end, too. A network with one type, or none, is given none.</summary>
    private void CheckTypes(CompiledTokenizer? tokenizer, EncoderSpec? encoder)
    {
        if (tokenizer is not null && encoder is { TokenTypes: > 1 } && tokenizer.HighestType.Value >= encoder.TokenTypes)
        {
            findings.Add(
                FindingIds.Contradiction,
                tokenizer.Source,
                tokenizer.HighestType,
                $"found the token type {tokenizer.HighestType.Value}, expected at most {encoder.TokenTypes - 1}: \"type_vocab_size\" of {ModelConfig.FileName} is {encoder.TokenTypes}");
        }
    }
}
