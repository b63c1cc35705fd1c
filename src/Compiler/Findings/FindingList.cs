using Sememe.Compiler.Collections;
using Sememe.Formats;

namespace Sememe.Compiler.Findings;

/// <summary>Collects what is wrong with a folder: as much as can be told apart, not only the first.</summary>
internal sealed class FindingList
{
    private readonly List<Finding> _findings = [];

    /// <summary>True when the folder means nothing any more.</summary>
    public bool HasErrors => _findings.Any(static finding => finding.IsError);

    /// <summary>Something about a file as a whole, or about the folder.</summary>
    public void Add(string id, string? file, params string[] arguments) => _findings.Add(new Finding(id, file, 0, 0, new(arguments)));

    /// <summary>Something at a place that a file states; at the file as a whole when it does not state it.</summary>
    public void Add<T>(string id, string file, Located<T> place, params string[] arguments) =>
        _findings.Add(new Finding(id, file, place.Line, place.Column, new(arguments)));

    /// <summary>What a reader has found. Two parts may read the same file; what both find is one finding.</summary>
    public void Add(FileProblem problem)
    {
        Finding finding = GitLfs.IsPointerProblem(problem)
            ? new Finding(FindingIds.LfsPointer, problem.File, 0, 0, default)
            : new Finding(IdOf(problem.Kind), problem.File, problem.Line, problem.Column, new([problem.Message]));
        if (!_findings.Contains(finding))
        {
            _findings.Add(finding);
        }
    }

    public EquatableArray<Finding> ToArray() => new([.. _findings]);

    private static string IdOf(FileProblemKind kind) => kind switch
    {
        FileProblemKind.Contradiction => FindingIds.Contradiction,
        FileProblemKind.Disagreement => FindingIds.FilesDisagree,
        FileProblemKind.NotModelled => FindingIds.NotModelled,
        _ => FindingIds.FileBroken,
    };
}
