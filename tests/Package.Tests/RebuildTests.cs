namespace Sememe.Package.Tests;

/// <summary>What is done again, and what is not.</summary>
[Collection(OnePackage.Name)]
public sealed class RebuildTests(PackageFixture fixture)
{
    private const string ModelClass = """
        /// <summary>Mine.</summary>
        [Sememe.LanguageModel("tiny-sentences")]
        public sealed partial class Tiny;
        """;

    [Fact]
    public void A_second_build_compiles_nothing_even_when_the_weights_were_touched_and_clean_leaves_nothing()
    {
        ProjectFolder projects = fixture.CreateFolder("again built");
        projects.WriteProject("library", $"""<PackageReference Include="Sememe" Version="{fixture.Version}" />""", "");
        projects.Write("library/Model.cs", ModelClass);
        projects.CopyModel("tiny-sentences", "library", "models", "tiny-sentences");
        projects.Dotnet("library", "build");
        string assembly = projects["library", "obj", "Debug", "net10.0", "library.dll"];
        DateTime compiled = File.GetLastWriteTimeUtc(assembly);
        File.SetLastWriteTimeUtc(projects["library", "models", "tiny-sentences", "model.safetensors"], DateTime.UtcNow);

        projects.Dotnet("library", "build", "--no-restore");

        Assert.Equal(compiled, File.GetLastWriteTimeUtc(assembly));
        projects.Dotnet("library", "clean");
        Assert.Empty(projects.Files("library", "obj", "Debug", "net10.0", "sememe"));
        Assert.False(File.Exists(projects["library", "bin", "Debug", "net10.0", "models", "tiny-sentences", "model.safetensors"]));
    }
}
