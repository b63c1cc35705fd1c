using Sememe.Bench.Encoder;
using Sememe.Bench.Generator;
using Sememe.Bench.Harness;
using Sememe.Bench.Tokenizers;

// dotnet run --project bench -c Release               everything but "build", which takes long; prints, and stores under bench/results
// dotnet run --project bench -c Release -- encoder    the parts named; prints
if (FirstToken.TryRun(args) || FirstVector.TryRun(args) || PrivateMemory.TryRun(args) || GeneratorAllocations.TryRun(args))
{
    return 0;
}

IReadOnlyList<Benchmark> all = Benchmark.FindAll();
IReadOnlyList<Benchmark> selected = args.Length == 0 ? [.. all.Where(static benchmark => !benchmark.IsLong)] : [.. all.Where(benchmark => args.Contains(benchmark.Name))];
string[] unknown = [.. args.Except(all.Select(static benchmark => benchmark.Name))];
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"No benchmark is called {string.Join(", ", unknown)}. There are: {string.Join(", ", all.Select(static b => b.Name))}.");
    return 1;
}

Machine machine = Machine.Describe();
Console.WriteLine(machine);
List<Row> rows = [];
foreach (Benchmark benchmark in selected)
{
    if (benchmark.FindObstacle() is { } obstacle)
    {
        Console.WriteLine($"{benchmark.Name}: left out, {obstacle}");
        continue;
    }

    foreach (Row row in benchmark.Run())
    {
        Console.WriteLine(row);
        rows.Add(row);
    }
}

Console.WriteLine(args.Length == 0 ? $"Stored {Record.Store(machine, rows)}" : "Not stored: a record holds all parts but the long ones.");
return 0;
