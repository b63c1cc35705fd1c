using System.Diagnostics;

namespace Sememe.Bench.Harness;

/// <summary>This program once more, as a process that is measured from outside.</summary>
internal static class ChildProcess
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <returns>Milliseconds from before its start until it is gone, and what it has printed.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static (double Milliseconds, string Output) Run(params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location); // otherwise started by a host of its own
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        long before = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double elapsed = Stopwatch.GetElapsedTime(before).TotalMilliseconds;
        return process.ExitCode == 0 ? (elapsed, output) : throw new InvalidOperationException($"The process that was measured failed: {output}");
    }
}
