using System.IO.Compression;

namespace Sememe.Package.Tests;

/// <summary>What a user of the package gets from a build.</summary>
[Collection(OnePackage.Name)]
public sealed class ConsumerTests(PackageFixture fixture)
{
    private ConsumerProjects Consumers => fixture.Consumers;

    [Fact]
    public void Application_has_a_model_of_its_own() => Assert.Equal(ConsumerProjects.Printed, Consumers.Run(ConsumerProjects.Application));

    [Fact]
    public void Application_has_the_model_of_a_library_that_lies_elsewhere() => Assert.Equal(ConsumerProjects.Printed, Consumers.Run("UsesLibrary").Split('\n')[0]);

    [Fact]
    public void Test_project_has_a_model() =>
        Assert.Contains("Failed:     0, Passed:     1,", Consumers.Folder.Dotnet("Tests", "test", "--no-build", "-c", "Release"), StringComparison.Ordinal);

    [Fact]
    public void Project_has_two_models_named_as_windows_writes_paths() => Assert.Equal("1.0000 [101 7592 2088 102] True", Consumers.Run("TwoModels"));

    [Fact]
    public void Names_hold_blanks_and_letters_beyond_ascii() => Assert.Equal(ConsumerProjects.Printed.Replace("tiny-sentences", "modèle à moi 模型", StringComparison.Ordinal), Consumers.Run(ConsumerProjects.Unicode));

    [Theory]
    [InlineData("net10.0")]
    [InlineData("net10.0-windows")]
    public void Project_has_several_targets(string framework) => Assert.Equal(ConsumerProjects.Printed, Consumers.Run("MultiTargeted", framework));

    [Fact]
    public void Library_was_built_against_an_older_version() => Assert.Equal(ConsumerProjects.Printed + "\nTrue", Consumers.Run("UsesOlderLibrary"));

    [Fact]
    public void Model_is_a_folder_of_options_and_hdf5()
    {
        Assert.Equal("tiny-elmo 5 48 True", Consumers.Run("Elmo"));
        Assert.Equal(["tiny-elmo/weights.hdf5"], Consumers.Folder.Files("Elmo", "bin", "Release", "net10.0", "models"));
    }

    [Fact]
    public void Package_of_extensions_brings_all_that_is_needed() => Assert.Equal("tiny-sentences True", Consumers.Run("Extensions"));

    [Fact]
    public void Only_the_chosen_weights_are_copied() =>
        Assert.Equal(
            ["all-MiniLM-L6-v2/onnx/model_qint8.onnx", "sorts/model.safetensors"],
            Consumers.Folder.Files("TwoModels", "bin", "Release", "net10.0", "models"));

    [Fact]
    public void Application_gets_the_assembly_compiled_ahead_of_time_where_the_package_has_it()
    {
        using ZipArchive package = ZipFile.OpenRead(fixture.Package);
        ZipArchiveEntry expected = package.Entries.FirstOrDefault(static entry => entry.FullName.StartsWith("runtimes/", StringComparison.Ordinal) && entry.Name == "Sememe.dll")
            ?? package.GetEntry("lib/net10.0/Sememe.dll")!;
        string loaded = Consumers.Run("UsesLibrary").Split('\n')[1];

        Assert.Equal(PackageEntry.Read(expected), File.ReadAllBytes(loaded));
    }
}
