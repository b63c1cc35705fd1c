namespace Sememe.Families.Weights;

/// <summary>Every role of a network with the tensor that fills it: the outcome of matching a weights file against an <c>EncoderSpec</c>.</summary>
internal sealed class WeightTable(WeightSources sources)
{
    /// <summary>All roles that the file fills.</summary>
    public WeightSources Sources { get; } = sources;

    /// <summary>The source of a role that the family requires; matching has already made sure that it is there.</summary>
    public WeightSource this[WeightRole role] => Sources[role];

    /// <summary>True when any matrix is stored as integers.</summary>
    public bool IsQuantized
    {
        get
        {
            foreach (WeightSource source in Sources.Values)
            {
                if (source.Quantization is not null)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
