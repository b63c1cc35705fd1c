using Sememe.Compiler.Findings;
using Sememe.Generator.Emit;
using Sememe.Generator.Reports;

namespace Sememe.Generator.Literals;

/// <summary>What is reported about properties that are token ids.</summary>
internal static class LiteralReports
{
    /// <summary>Everything there is to report for one property.</summary>
    /// <param name="target">The property.</param>
    /// <param name="remarks">The texts about which there is something to say.</param>
    public static IEnumerable<Report> Of(LiteralTarget target, IReadOnlyList<TokenizedLiteral> remarks)
    {
        IEnumerable<Report> reports = target.Problems.Select(static problem => new Report(problem.Id, problem.Place, null, problem.Arguments));
        return target.Property is { } property && remarks.FirstOrDefault(remark => remark.Property == property) is { } found
            ? reports.Append(Remark(found, target))
            : reports;
    }

    private static Report Remark(TokenizedLiteral literal, LiteralTarget target)
    {
        string name = literal.Property.Name;
        return literal.Problem is { } problem
            ? new Report(FindingIds.LiteralModel, target.Attribute, null, new([name, problem]))
            : new Report(
                FindingIds.LiteralCut,
                target.Attribute,
                null,
                new([name, Description.Number(literal.Ids!.Value.Count + literal.Dropped), literal.Property.Model!, Description.Number(literal.MaxTokens), Description.Number(literal.Dropped)]));
    }
}
