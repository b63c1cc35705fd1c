namespace Sememe.Package.Tests;

/// <summary>What the build tells beside its diagnostics.</summary>
[Collection(OnePackage.Name)]
public sealed class BuildOutputTests(PackageFixture fixture)
{
    [Fact]
    public void A_line_per_model_stands_in_the_output_and_a_page_per_model_under_obj()
    {
        ProjectFolder projects = fixture.CreateFolder("told");
        projects.WriteProject("library", $"""<PackageReference Include="Sememe" Version="{fixture.Version}" />""", "");
        projects.Write("library/Models.cs", """
            /// <summary>Mine.</summary>
            [Sememe.LanguageModel("tiny-sentences")]
            public sealed partial class Embeds;

            /// <summary>Mine.</summary>
            [Sememe.LanguageModel("tiny-classifier")]
            public sealed partial class Sorts;
            """);
        projects.CopyModel("tiny-sentences", "library", "models", "tiny-sentences");
        projects.CopyModel("tiny-classifier", "library", "models", "tiny-classifier");

        string output = DotnetCommand.Run(projects["library"], "build", "-p:SememeReport=true", "-v", "normal", "-nologo", "--tl:off");

        foreach (string model in new[] { "tiny-sentences", "tiny-classifier" })
        {
            Assert.Single(output.Split('\n'), line => line.Contains($"Model '{model}': ", StringComparison.Ordinal) && line.Contains("no findings; compiled in", StringComparison.Ordinal));
            string page = projects["library", "obj", "Debug", "net10.0", "sememe", model, "report.html"];
            Assert.Contains($"Report of model '{model}': {page}", output, StringComparison.Ordinal);
            Assert.Contains($"<h1>{model}</h1>", File.ReadAllText(page), StringComparison.Ordinal);
        }
    }
}
