namespace Sememe.Bench.Harness;

/// <summary>A part of the benchmark. A class that derives from this is found and run; nothing else has to know of it.</summary>
internal abstract class Benchmark
{
    /// <summary>Name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>True for a part that takes longer than all others together: it runs when it is named, and is in no record.</summary>
    public virtual bool IsLong => false;

    /// <summary>Why it cannot run here, or null.</summary>
    public virtual string? FindObstacle() => null;

    /// <summary>Measures; rows are printed as they come.</summary>
    public abstract IEnumerable<Row> Run();

    /// <summary>Every benchmark of this assembly, by name.</summary>
    public static IReadOnlyList<Benchmark> FindAll() =>
    [
        .. typeof(Benchmark).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(Benchmark)) && !type.IsAbstract)
            .Select(static type => (Benchmark)Activator.CreateInstance(type)!)
            .OrderBy(static benchmark => benchmark.Name, StringComparer.Ordinal),
    ];
}
