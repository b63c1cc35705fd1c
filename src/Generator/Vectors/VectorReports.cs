using Sememe.Generator.Inputs;
using Sememe.Generator.Reports;

namespace Sememe.Generator.Vectors;

/// <summary>What is reported about classes of text vectors.</summary>
internal static class VectorReports
{
    /// <summary>Everything there is to report for one class.</summary>
    /// <param name="target">The class.</param>
    /// <param name="units">What became of all classes.</param>
    public static IEnumerable<Report> Of(VectorTarget target, IReadOnlyList<VectorUnit> units)
    {
        IEnumerable<Report> reports = target.Problems.Select(static problem => new Report(problem.Id, problem.Place, null, problem.Arguments));
        return target.Class is { } shape && units.FirstOrDefault(unit => unit.Class == shape) is { } found
            ? reports.Concat(found.Problems.Select(problem => new Report(problem.Id, target.Attribute, PlaceOf(problem), problem.Arguments)))
            : reports;
    }

    private static Place? PlaceOf(VectorProblem problem)
    {
        int line = Math.Max(problem.Line - 1, 0);
        int column = Math.Max(problem.Column - 1, 0);
        return problem.Path is null ? null : new Place(problem.Path, 0, 0, line, column, line, column);
    }
}
