namespace Sememe.Compiler.Folders;

/// <summary>The text files of a model folder that decide what the model means; nothing else of the folder reaches the compiler.</summary>
internal static class ModelFileNames
{
    public const string Config = "config.json";
    public const string ElmoOptions = "options.json";
    public const string ElmoWeights = "weights.hdf5";
    public const string Tokenizer = "tokenizer.json";
    public const string TokenizerConfig = "tokenizer_config.json";
    public const string SpecialTokensMap = "special_tokens_map.json";
    public const string AddedTokens = "added_tokens.json";
    public const string VocabularyText = "vocab.txt";
    public const string VocabularyJson = "vocab.json";
    public const string Merges = "merges.txt";
    public const string Modules = "modules.json";
    public const string SentenceTransformers = "config_sentence_transformers.json";
    public const string GenerationConfig = "generation_config.json";
    public const string ShardIndex = "model.safetensors.index.json";

    /// <summary>Written by the build, not by people: which weights file was chosen.</summary>
    public const string FolderManifest = "(build)/folder.txt";

    /// <summary>Written by the build, not by people: what the chosen weights file holds.</summary>
    public const string WeightsManifest = "(build)/weights.txt";

    /// <summary>Written by the build, not by people: what the tables file holds.</summary>
    public const string TablesManifest = "(build)/tables.txt";

    /// <summary>The tables of a model that keeps them in a file, beside its weights.</summary>
    public const string TablesFile = "tokenizer.sememe";

    /// <summary>The SentencePiece models that transformers looks for, in this order; Marian has two.</summary>
    public static readonly string[] SentencePieceModels = ["spiece.model", "sentencepiece.bpe.model", "sentencepiece.model", "tokenizer.model", "spm.model", "source.spm", "target.spm"];

    private const string ModuleWeights = "/model.safetensors";

    private static readonly string[] s_atRoot =
    [
        Config, ElmoOptions, Tokenizer, TokenizerConfig, SpecialTokensMap, AddedTokens, VocabularyText, VocabularyJson, Merges, Modules,
        SentenceTransformers, GenerationConfig, ShardIndex,
    ];

    /// <summary>Written by the build, not by people: a SentencePiece model as text.</summary>
    public static string SentencePieceText(string path) => $"(build)/{path}.txt";

    /// <summary>True for a file that the compiler reads.</summary>
    /// <param name="path">Path inside the model folder, with <c>/</c>.</param>
    public static bool IsRead(string path)
    {
        int slash = path.LastIndexOf('/');
        return slash < 0 ? Array.IndexOf(s_atRoot, path) >= 0 || IsSentenceConfig(path) : IsModuleConfig(path, slash);
    }

    /// <summary>True for <c>sentence_bert_config.json</c> and its sisters (<c>sentence_roberta_config.json</c> …), which sentence-transformers looks for in turn.</summary>
    public static bool IsSentenceConfig(string path) =>
        path.StartsWith("sentence_", StringComparison.Ordinal) && path.EndsWith("_config.json", StringComparison.Ordinal);

    /// <summary>True for the weights of a sentence-transformers module, which lie in the module's own folder: <c>2_Dense/model.safetensors</c>.</summary>
    public static bool IsModuleWeights(string path) =>
        path.IndexOf('_') is > 0 and int underscore
        && path.IndexOf('/') == path.Length - ModuleWeights.Length
        && path.EndsWith(ModuleWeights, StringComparison.Ordinal)
        && path.Take(underscore).All(static c => c is >= '0' and <= '9');

    /// <summary>Written by the build, not by people: what the weights file of a module holds.</summary>
    public static string ModuleManifest(string path) => $"(build)/{path.Substring(0, path.IndexOf('/'))}/weights.txt";

    /// <summary>The configuration of a sentence-transformers module lies in the module's own folder: <c>1_Pooling/config.json</c>.</summary>
    private static bool IsModuleConfig(string path, int slash) => path.IndexOf('/') == slash && path.EndsWith("/" + Config, StringComparison.Ordinal);
}
