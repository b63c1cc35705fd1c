namespace Sememe.Compiler.Tasks;

/// <summary>An encoder and nothing on top of it: vectors of tokens and words in context.</summary>
internal sealed record ContextTask : TaskSpec
{
    /// <summary>True for a network that reads words by their characters (ELMo): there is no tokenizer then.</summary>
    public bool ReadsCharacters { get; init; }
}
