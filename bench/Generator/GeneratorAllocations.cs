using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sememe.Bench.Harness;

namespace Sememe.Bench.Generator;

/// <summary>What the source generator allocates: the first time in a process, again with nothing remembered, and after an edit that no model knows of.</summary>
internal sealed class GeneratorAllocations : Benchmark
{
    private const string Switch = "--generator-allocations";
    private const int Runs = 5;
    private const double Megabyte = 1 << 20;

    // There are no numbers to compare with: each row stands against the first of its model.
    private const string Reference = "the first time";

    /// <inheritdoc/>
    public override string Name => "generator-allocations";

    /// <summary>What the processes that are measured do: run the generator for the model that is named, and print bytes.</summary>
    public static bool TryRun(string[] args)
    {
        if (args.Length != 2 || args[0] != Switch)
        {
            return false;
        }

        CSharpCompilation compilation = GeneratorTime.Compile(args[1]);
        AdditionalText[] files = GeneratorTime.FilesOf(args[1]);
        long cold = Allocated(() => GeneratorTime.CreateDriver(files).RunGenerators(compilation));
        long warm = Enumerable.Range(0, Runs).Min(_ => Allocated(() => GeneratorTime.CreateDriver(files).RunGenerators(compilation)));
        GeneratorDriver driver = GeneratorTime.CreateDriver(files).RunGenerators(compilation);
        long edited = Enumerable.Range(0, Runs).Min(run =>
        {
            CSharpCompilation changed = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText($"internal sealed class Edited{run};"));
            return Allocated(() => driver = driver.RunGenerators(changed));
        });
        Console.WriteLine(string.Join(' ', new[] { cold, warm, edited }.Select(static bytes => bytes.ToString(CultureInfo.InvariantCulture))));
        return true;
    }

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        foreach (string model in GeneratorTime.Models)
        {
            double[] megabytes = [.. Measure(model).Select(static bytes => bytes / Megabyte)];
            yield return new Row("generator allocates", $"{model}, first", "MB", megabytes[0], Reference, megabytes[0], Better.Lower);
            yield return new Row("generator allocates", $"{model}, again", "MB", megabytes[1], Reference, megabytes[0], Better.Lower);
            yield return new Row("generator allocates", $"{model}, unrelated edit", "MB", megabytes[2], Reference, megabytes[0], Better.Lower);
        }
    }

    private static long Allocated(Action action)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        action();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static double[] Measure(string model)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        string[] arguments = [typeof(GeneratorAllocations).Assembly.Location, Switch, model];
        foreach (string argument in Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.OrdinalIgnoreCase) ? arguments : arguments[1..])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? [.. output.Split(' ').Select(static bytes => double.Parse(bytes, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException("The measured process failed.");
    }
}
