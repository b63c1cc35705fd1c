using Sememe.Compiler.Findings;
using Sememe.Formats;

namespace Sememe.Tool;

/// <summary>Errors in the form that the build engine takes over: <c>file(line,column): error id: message</c>.</summary>
internal static class BuildMessage
{
    /// <summary>About a place in a file.</summary>
    public static string Of(FileProblem problem) =>
        problem.Line > 0 ? Of($"{problem.File}({problem.Line},{problem.Column})", problem.Message) : Of(problem.File, problem.Message);

    /// <summary>About a file as a whole.</summary>
    public static string Of(string origin, string message) => $"{origin}: error {FindingIds.TextsFile}: {message.ReplaceLineEndings(" ")}";
}
