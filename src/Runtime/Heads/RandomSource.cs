namespace Sememe.Heads;

/// <summary>Numbers by chance from a seed, the same on every machine: SplitMix64 (Steele, Lea and Flood 2014).</summary>
internal struct RandomSource(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 up to 1, without 1.</summary>
    public double Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }
}
