using Sememe.Compiler.Collections;
using Sememe.Compiler.Findings;
using Sememe.Compiler.Texts;
using Sememe.Formats;
using Sememe.Generator.Emit;

namespace Sememe.Generator.Vectors;

/// <summary>A class with the sentences, labels and vectors that it gets: all that the emitted file depends on.</summary>
/// <param name="Class">The class.</param>
/// <param name="Texts">The sentences; null when there are none.</param>
/// <param name="Vectors">Their vectors; null when something is wrong.</param>
/// <param name="Dimensions">Length of a vector; null when the model has none, and then the class has no members about vectors.</param>
/// <param name="Problems">What is wrong.</param>
internal sealed record VectorUnit(VectorClass Class, ExampleTexts? Texts, TextVectors? Vectors, int? Dimensions, EquatableArray<VectorProblem> Problems)
{
    /// <summary>Bytes of string literals: the vectors, sentences and labels.</summary>
    public long LiteralSize =>
        (Vectors is null ? 0 : StringLiteral.SizeInAssembly(Vectors.Vectors)) + (Texts is null ? 0 : Texts.Texts.Sum(static text => StringLiteral.SizeInAssembly(text)));

    /// <summary>Reads the files of a class.</summary>
    public static VectorUnit Of(VectorInput input)
    {
        VectorClass shape = input.Class;
        if (input.Model is { IsSound: true, Dimensions: null })
        {
            return Failed(null, new VectorProblem(FindingIds.VectorClass, new([shape.Name, $"the model '{shape.Model}' gives no sentence vectors; name one whose folder has modules.json"]), null, 0, 0));
        }

        int dimensions = input.Model?.Dimensions ?? 1; // as the class of a model in error has it
        if (input.Texts is not { } file)
        {
            return Failed(dimensions, new VectorProblem(
                FindingIds.VectorClass,
                new([shape.Name, $"the project has no texts '{shape.File}' for the model '{shape.Model}'; add <LanguageModelTexts Include=\"{shape.File}\" Model=\"{shape.Model}\" /> to the project file"]),
                null,
                0,
                0));
        }

        ExampleTexts texts = ExampleTexts.Read(shape.File, file.Text);
        if (!texts.Problems.IsEmpty)
        {
            return new VectorUnit(shape, texts, null, dimensions, texts.Problems.Select(problem => OfFile(problem, file)).ToEquatableArray());
        }

        TextVectors? vectors = input.Vectors is { } written ? TextVectors.TryRead(shape.File, written.Text) : null;
        string? missing = vectors is null ? "are not computed yet" : vectors.Checksum != texts.Checksum ? "are those of an earlier version of the file" : null;
        return missing is not null && input.Model is { IsSound: true }
            ? new VectorUnit(shape, texts, null, dimensions, new([new VectorProblem(FindingIds.VectorsMissing, new([shape.File, missing]), file.FullPath, 0, 0)]))
            : new VectorUnit(shape, texts, Fits(vectors, texts, input.Model) ? vectors : null, dimensions, default);

        VectorUnit Failed(int? width, VectorProblem problem) => new(shape, null, null, width, new([problem]));
    }

    /// <summary>The same without vectors when all literals together do not fit into an assembly.</summary>
    /// <param name="size">Bytes of all literals of the project.</param>
    public VectorUnit Within(long size) => size <= LiteralBudget.Limit || Vectors is null
        ? this
        : this with
        {
            Vectors = null,
            Problems = new([
                new VectorProblem(
                    FindingIds.TextsFile,
                    new([
                        Class.File + ": ",
                        $"the vectors, with the tables of the project's models, take {Description.Number(size)} bytes of string literals, an assembly has room for {Description.Number(LiteralBudget.Limit)}. "
                        + "Keep tables in files (TableStorage=\"File\"), spread the texts over several projects, or embed them when the application starts",
                    ]),
                    null,
                    0,
                    0),
            ]),
        };

    private static bool Fits(TextVectors? vectors, ExampleTexts texts, VectorModel? model) =>
        vectors is not null && model is { IsSound: true } && vectors.Dimensions == model.Dimensions && vectors.Rows == texts.Texts.Count + texts.Labels.Count;

    private static VectorProblem OfFile(FileProblem problem, TextsFile file) => new(
        FindingIds.TextsFile,
        new([problem.Line > 0 ? $"{problem.File}({problem.Line},{problem.Column}): " : problem.File + ": ", problem.Message]),
        file.FullPath,
        problem.Line,
        problem.Column);
}
