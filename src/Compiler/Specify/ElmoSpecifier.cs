using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Tasks;
using Sememe.CompilerServices;
using Sememe.Families;
using Sememe.Formats;
using Sememe.Formats.Configs;

namespace Sememe.Compiler.Specify;

/// <summary>A folder as AllenNLP publishes ELMo: options.json and weights. It has no tokenizer, words are read by their characters.</summary>
internal static class ElmoSpecifier
{
    /// <summary>True for a folder with options.json and without config.json.</summary>
    public static bool IsElmo(ModelFolder folder) => folder.Find(ModelFileNames.ElmoOptions) is not null && folder.Find(ModelFileNames.Config) is null;

    /// <summary>What the folder means, as far as its files say it.</summary>
    public static ModelSpec Specify(FolderFiles files, FindingList findings, WeightsSpecifier weights)
    {
        ModelConfig? options = files.Optional(ModelFileNames.ElmoOptions, ModelConfig.Read);
        EncoderSpec? encoder = options is null ? null : Read(options, findings);
        ModelSpec specification = new()
        {
            Task = new ContextTask { ReadsCharacters = true },
            Encoder = encoder,
            VocabularySize = encoder?.VocabularySize ?? 1,
            MaxTokens = int.MaxValue,
            Weights = weights.IsWanted ? weights.Specify() : null,
        };
        if (!weights.IsWanted)
        {
            findings.Add(FindingIds.FileMissing, ModelFileNames.ElmoWeights, "it holds the numbers of the network; without a tokenizer there is nothing else to make of the folder. Download it from where the model is published");
        }
        else if (specification.Weights is { } file && encoder is not null)
        {
            weights.Match(file, encoder, head: null, options!);
        }

        return specification;
    }

    private static EncoderSpec? Read(ModelConfig options, FindingList findings)
    {
        EncoderReading reading = new Elmo().ReadSpec(options);
        foreach (FileProblem problem in reading.Problems)
        {
            findings.Add(problem);
        }

        return reading.Spec;
    }
}
