namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>What the steps of one call need.</summary>
internal sealed class StepMemory
{
    public CharacterList First { get; } = new();

    public CharacterList Second { get; } = new();

    public MarkOrder Marks { get; } = new();

    /// <summary>Gives back what was rented.</summary>
    public void Shrink()
    {
        First.Shrink();
        Second.Shrink();
        Marks.Shrink();
    }
}
