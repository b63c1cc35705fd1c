namespace Sememe.Tokenization.Tables;

/// <summary>A step of the pipeline as the tables have it.</summary>
/// <param name="Kind">Which step: a number of the stage's own enumeration.</param>
/// <param name="Parameters">Where its parameters lie; what they are is the step's business.</param>
internal readonly record struct TableStep(int Kind, TableSection Parameters)
{
    /// <summary>The exception for a kind that this version does not know.</summary>
    public InvalidDataException Unknown(string stage) =>
        new($"The tokenizer tables name {stage} {Kind}, which this Sememe does not know. Rebuild with one version of the package.");
}
