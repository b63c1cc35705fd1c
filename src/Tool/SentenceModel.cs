using Sememe.Compiler;
using Sememe.Compiler.Tasks;
using Sememe.CompilerServices;

namespace Sememe.Tool;

/// <summary>A compiled sentence-embedding model, ready to be loaded as its generated class loads it.</summary>
internal sealed class SentenceModel
{
    private const string NoPrompt = "None";

    private readonly ModelDescription _description;
    private readonly SentenceTask _task;

    private SentenceModel(ModelDescription description, SentenceTask task) => (_description, _task) = (description, task);

    /// <summary>Length of a vector.</summary>
    public int Dimensions => _task.Dimensions!.Value;

    /// <summary>Longest input in tokens, special tokens included.</summary>
    public int MaxTokens => _description.MaxTokens;

    /// <summary>The tokenizer.</summary>
    public Tokenizer Tokenizer => _description.Tokenizer!;

    /// <summary>The same description as in the generated class.</summary>
    /// <returns>The model; null when it embeds no sentences or something is wrong with it.</returns>
    public static SentenceModel? Of(CompiledModel model)
    {
        if (model is not { Specification: { Task: SentenceTask { Dimensions: { } dimensions } task, Encoder: { } encoder, Weights: { } weights } specification, Tables: { } tables }
            || model.Findings.Any(static finding => finding.IsError))
        {
            return null;
        }

        ModelDescription description = new()
        {
            Name = model.Name,
            Folder = "models/" + model.Name,
            Weights = weights,
            MaxTokens = specification.MaxTokens,
            Tokenizer = new Tokenizer(new TokenizerTables(tables.Encoding, tables.Decoding)),
            Encoder = encoder,
            Sentence = new SentenceSpec
            {
                Pooling = [.. task.Pooling.Select(static pooling => pooling.Mode)],
                Steps = [.. task.Steps],
                Prompts = [.. task.Prompts.Select(static prompt => prompt.Text)],
                ExcludesPrompt = task.ExcludesPrompt,
                Dimensions = dimensions,
            },
        };
        return new SentenceModel(description, task);
    }

    /// <summary>Number of a prompt; −1 for none, null when the model does not have it.</summary>
    /// <param name="name">Its name in the model's file or in code; empty for the model's default.</param>
    public int? FindPrompt(string name)
    {
        if (name.Length == 0)
        {
            return _task.DefaultPrompt;
        }

        int index = _task.Prompts.ToList().FindIndex(prompt => prompt.Name == name || prompt.Identifier == name);
        return index >= 0 ? index : name == NoPrompt ? -1 : null;
    }

    /// <summary>Names of the prompts.</summary>
    public IEnumerable<string> Prompts => _task.Prompts.Select(static prompt => prompt.Name);

    /// <summary>Text of a prompt; empty for none.</summary>
    public string TextOf(int prompt) => prompt < 0 ? "" : _task.Prompts[prompt].Text;

    /// <summary>Loads the weights for the backend in plain C#, which gives each text its own vector whatever else is in the batch.</summary>
    public EmbeddingModel Load(string folder) => EmbeddingModel.Load(_description, new LoadOptions { Backend = Backend.Simd, Folder = folder });
}
