using Sememe.Compiler.Folders;

namespace Sememe.Build.Reports;

/// <summary>What each file of a model folder decides.</summary>
internal static class FilePurpose
{
    public static string Of(string path) => path switch
    {
        ModelFileNames.Config => "what the network is, and its head",
        ModelFileNames.ElmoOptions => "what the network is",
        ModelFileNames.Tokenizer => "how text becomes tokens",
        ModelFileNames.TokenizerConfig => "longest input, special tokens, class of the tokenizer",
        ModelFileNames.SpecialTokensMap => "special tokens",
        ModelFileNames.AddedTokens => "tokens added to the vocabulary",
        ModelFileNames.VocabularyText or ModelFileNames.VocabularyJson => "the vocabulary",
        ModelFileNames.Merges => "which pairs of tokens merge",
        ModelFileNames.Modules => "what follows the network",
        ModelFileNames.SentenceTransformers => "prompts, dimensions",
        ModelFileNames.GenerationConfig => "tokens that begin and end generated text",
        ModelFileNames.ShardIndex => "which weights file holds which tensor",
        ModelFileNames.FolderManifest => "which weights file was chosen, and among which",
        ModelFileNames.WeightsManifest => "names, types and shapes of the tensors",
        ModelFileNames.TablesManifest => "checksum of the tables file",
        _ when ModelFileNames.IsSentenceConfig(path) => "longest input of a sentence",
        _ when path.EndsWith("/weights.txt", StringComparison.Ordinal) => "tensors of a module",
        _ when path.EndsWith("/" + ModelFileNames.Config, StringComparison.Ordinal) => "a module that follows the network",
        _ => "a SentencePiece model",
    };
}
