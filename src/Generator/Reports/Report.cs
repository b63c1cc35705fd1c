using Microsoft.CodeAnalysis;
using Sememe.Compiler;
using Sememe.Compiler.Collections;
using Sememe.Compiler.Findings;
using Sememe.Generator.Emit;
using Sememe.Generator.Emit.Tasks;
using Sememe.Generator.Inputs;

namespace Sememe.Generator.Reports;

/// <summary>One diagnostic as plain data.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Place">Primary place: the attribute, for everything about the model's files.</param>
/// <param name="FilePlace">The place in the model's file, for editors that follow it; null when there is none.</param>
/// <param name="Arguments">What the rule's message is filled with.</param>
internal sealed record Report(string Id, Place Place, Place? FilePlace, EquatableArray<string> Arguments)
{
    /// <summary>Everything there is to report for one class.</summary>
    public static IEnumerable<Report> Of(ModelTarget target, IReadOnlyList<CompiledModel> models, FilePlaces files)
    {
        CompiledModel model = models.First(candidate => candidate.Name == target.Class.Model);
        IEnumerable<Report> reports = target.Problems.Select(static problem => new Report(problem.Id, problem.Place, null, problem.Arguments));
        if (!target.Class.CanHoldMembers)
        {
            return reports;
        }

        return reports
            .Concat(model.Findings.Select(finding => OfFinding(finding, target, files)))
            .Concat(WrittenMembers(target, model))
            .Concat(LiteralBudget.Exceeds(models) ? [TooMuchData(target, models)] : []);
    }

    /// <summary>The diagnostic, at its place in a compilation.</summary>
    public Diagnostic ToDiagnostic(Compilation compilation) => Diagnostic.Create(
        Descriptors.Of(Id),
        Place.ToLocation(compilation),
        FilePlace is null ? [] : [FilePlace.ToLocation()],
        [.. Arguments]);

    private static Report OfFinding(Finding finding, ModelTarget target, FilePlaces files)
    {
        EquatableArray<string> arguments = finding.Id == FindingIds.FolderNotFound
            ? new([target.Class.Model, Remedy(target.Class.Model, [.. files.Models])])
            : new([finding.Prefix, .. finding.Arguments]);
        return new Report(finding.Id, target.Attribute, PlaceIn(finding, target.Class.Model, files), arguments);
    }

    private static string Remedy(string name, string[] others) =>
        others.Length == 0
            ? $"The project has no models at all: put the folder at models/{name}/ or add a LanguageModel item for it"
            : $"The project's models are {string.Join(", ", others.Select(static other => $"'{other}'"))}";

    private static Place? PlaceIn(Finding finding, string model, FilePlaces files)
    {
        if (finding.File is null || files.Find(model, finding.File) is not { } path)
        {
            return null;
        }

        int line = Math.Max(finding.Line - 1, 0);
        int column = Math.Max(finding.Column - 1, 0);
        return new Place(path, 0, 0, line, column, line, column);
    }

    private static IEnumerable<Report> WrittenMembers(ModelTarget target, CompiledModel model)
    {
        IReadOnlyList<string> generated = TaskEmitter.Of(model).Surface;
        return target.WrittenMembers
            .Where(member => generated.Any(key => ModelClass.Excludes(member.Key, key)))
            .Select(member => new Report(FindingIds.MemberExists, member.Place, null, new([member.Key, target.Class.Name])));
    }

    private static Report TooMuchData(ModelTarget target, IReadOnlyList<CompiledModel> models) =>
        new(FindingIds.TooMuchData, target.Attribute, null, new([Description.Number(LiteralBudget.Size(models)), Description.Number(LiteralBudget.Limit)]));
}
