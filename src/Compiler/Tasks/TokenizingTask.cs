namespace Sememe.Compiler.Tasks;

/// <summary>The folder has no weights: text to token ids and back.</summary>
internal sealed record TokenizingTask : TaskSpec;
