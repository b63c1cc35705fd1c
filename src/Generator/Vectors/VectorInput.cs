namespace Sememe.Generator.Vectors;

/// <summary>A class with its own two files and its model.</summary>
/// <param name="Class">The class.</param>
/// <param name="Texts">The sentences; null when the project lists no such file.</param>
/// <param name="Vectors">What the build has written; null when it has not yet.</param>
/// <param name="Model">The model; null when the project has none of that name.</param>
internal sealed record VectorInput(VectorClass Class, TextsFile? Texts, TextsFile? Vectors, VectorModel? Model)
{
    public static VectorInput Pick(VectorClass shape, IReadOnlyList<TextsFile> files, IReadOnlyList<VectorModel> models)
    {
        return new VectorInput(shape, Find(holdsVectors: false), Find(holdsVectors: true), models.FirstOrDefault(model => model.Name == shape.Model));

        TextsFile? Find(bool holdsVectors) =>
            files.FirstOrDefault(file => file.Name == shape.File && file.Model == shape.Model && file.HoldsVectors == holdsVectors);
    }
}
