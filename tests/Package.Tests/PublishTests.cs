using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Sememe.Package.Tests;

/// <summary>What a user of the package gets from <c>dotnet publish</c>.</summary>
/// <remarks>
/// What is published for a machine without .NET needs a pack of the framework, which the SDK takes from the registry. Where the registry does not have it, that is what the
/// command must say (docs/package.md), and nothing else may have gone wrong.
/// </remarks>
[Collection(OnePackage.Name)]
public sealed partial class PublishTests(PackageFixture fixture, ITestOutputHelper log)
{
    private static readonly string[] s_weights = ["models/tiny-sentences/2_Dense/model.safetensors", "models/tiny-sentences/model.safetensors"];

    private ProjectFolder Folder => fixture.Consumers.Folder;

    private static string Program => OperatingSystem.IsWindows() ? ConsumerProjects.Application + ".exe" : ConsumerProjects.Application;

    [Fact]
    public void Framework_dependent_application_runs()
    {
        Folder.Dotnet(ConsumerProjects.Application, "publish", "--no-build", "-c", "Release", "-o", Folder["dependent"]);

        Assert.Equal(ConsumerProjects.Printed, ConsumerProjects.RunFile(Folder["dependent", ConsumerProjects.Application + ".dll"]));
        Assert.Equal(s_weights, Models("dependent"));
    }

    [Fact]
    public void Self_contained_application_runs() => PublishedOrLacking("contained", "--self-contained", () => Assert.Equal(s_weights, Models("contained")));

    [Fact]
    public void Application_in_a_single_file_runs_with_its_weights_beside_it() =>
        PublishedOrLacking("single", "-p:PublishSingleFile=true", () => Assert.Equal([Program, .. s_weights], Folder.Files("single").Where(static file => Path.GetExtension(file) is not (".pdb" or ".xml"))));

    /// <summary>With warnings as errors: the analysis finds nothing in what the application uses of ours.</summary>
    [Fact]
    public void Trimmed_application_runs() => PublishedOrLacking("trimmed", "-p:PublishTrimmed=true", () => Assert.Equal(s_weights, Models("trimmed")));

    [Fact]
    public void Application_compiled_to_native_code_runs() =>
        PublishedOrLacking("native", "-p:PublishAot=true", () => Assert.False(File.Exists(Folder["native", "Sememe.dll"])), $"-p:RestorePackagesPath={fixture.PackagesForLinking}");

    [Fact]
    public void Web_application_publishes_its_weights_and_no_other_file_of_a_model()
    {
        Folder.Dotnet("Web", "publish", "--no-build", "-c", "Release", "-o", Folder["web"]);

        Assert.Equal(["models/tiny-classifier/model.safetensors", .. s_weights], Models("web"));
        Assert.DoesNotContain(Folder.Files("web"), static file => Path.GetFileName(file) is "config.json" or "tokenizer.json" or "modules.json");
        Assert.True(File.Exists(Folder["web", "appsettings.json"]));
        Assert.Equal(ConsumerProjects.Printed, ConsumerProjects.RunFile(Folder["web", "Web.dll"]));
    }

    private string[] Models(string output) => [.. Folder.Files(output).Where(static file => file.StartsWith("models/", StringComparison.Ordinal))];

    private void PublishedOrLacking(string output, string option, Action check, params string[] more)
    {
        (int exitCode, string printed) = DotnetCommand.TryRun(
            Folder[ConsumerProjects.Application],
            [
                "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", option, "-o", Folder[output], "-p:FrameworkPacks=true",
                "-p:TrimmerSingleWarn=false", .. more, "-v", "quiet", "-nologo",
            ]);
        if (exitCode == 0)
        {
            Assert.Equal(ConsumerProjects.Printed, DotnetCommand.RunProgram(Folder[output, Program]));
            check();
        }
        else
        {
            string[] errors = [.. printed.Split('\n').Where(static line => line.Contains("error ", StringComparison.Ordinal))];
            Assert.NotEmpty(errors);
            Assert.True(errors.All(static error => LackingPack().IsMatch(error)), printed);
            log.WriteLine($"Not published: the pack of the framework for {RuntimeInformation.RuntimeIdentifier} cannot be had here.\n{string.Join('\n', errors)}");
        }
    }

    [GeneratedRegex("(NU1101|NU1102|NU1301|NETSDK1112).*|Platform linker|clang|vswhere")]
    private static partial Regex LackingPack();
}
