using System.Diagnostics;
using System.Text;

namespace Sememe.Package.Tests;

/// <summary>Runs <c>dotnet</c> as a user's shell would.</summary>
internal static class DotnetCommand
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5); // far more than needed: only a hang takes so long

    /// <summary>Runs a command to its end and returns what it printed.</summary>
    /// <param name="folder">Current folder of the command.</param>
    /// <param name="arguments">What follows <c>dotnet</c>.</param>
    /// <exception cref="InvalidOperationException">The command failed; the message holds its output.</exception>
    public static string Run(string folder, params string[] arguments)
    {
        (int exitCode, string output) = TryRun(StartInfo(folder, Host, arguments));
        return exitCode == 0 ? output : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed with {exitCode}:\n{output}");
    }

    /// <summary>Runs a command to its end; what it printed, whether it succeeded or not.</summary>
    /// <param name="folder">Current folder of the command.</param>
    /// <param name="arguments">What follows <c>dotnet</c>.</param>
    public static (int ExitCode, string Output) TryRun(string folder, params string[] arguments) => TryRun(StartInfo(folder, Host, arguments));

    /// <summary>Runs a program that needs no <c>dotnet</c>, and returns what it printed.</summary>
    /// <param name="program">The program.</param>
    /// <exception cref="InvalidOperationException">The program failed; the message holds its output.</exception>
    public static string RunProgram(string program)
    {
        (int exitCode, string output) = TryRun(StartInfo(Path.GetTempPath(), program, []));
        return exitCode == 0 ? output.Trim().ReplaceLineEndings("\n") : throw new InvalidOperationException($"{program} failed with {exitCode}:\n{output}");
    }

    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static (int ExitCode, string Output) TryRun(ProcessStartInfo start)
    {
        StringBuilder output = new();
        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} did not end within {s_limit.TotalMinutes} minutes:\n{output}");
        }

        process.WaitForExit(); // for the last lines
        return (process.ExitCode, output.ToString());
    }

    private static ProcessStartInfo StartInfo(string folder, string program, string[] arguments)
    {
        ProcessStartInfo info = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };

        // The build that runs these tests has set variables for its own child processes.
        foreach (string name in info.Environment.Keys.Where(static name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            info.Environment.Remove(name);
        }

        // No server may outlive the command: it would hold files of the temporary folder, and the end of its output would not come.
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        info.Environment["UseSharedCompilation"] = "false";
        info.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        return info;
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}
