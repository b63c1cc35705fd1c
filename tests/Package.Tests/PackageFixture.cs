using System.Globalization;
using System.Reflection;
using Sememe.Testing;

namespace Sememe.Package.Tests;

/// <summary>The packages, packed from what the build has made, and a folder outside the repository to use them in.</summary>
public sealed class PackageFixture : IDisposable
{
    private readonly Lazy<ConsumerProjects> _consumers;

    /// <summary>Packs.</summary>
    public PackageFixture()
    {
        // Versions of their own: no cache of packages can have them already.
        string run = DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture);
        Version = "0.2.0-test." + run;
        OlderVersion = "0.1.0-test." + run;
        Folder = Directory.CreateTempSubdirectory("sememe package tést ").FullName; // blanks and letters beyond ASCII, because people have such paths
        Pack("src/Package", Version, Feed);
        Pack("src/Package", OlderVersion, Feed);
        Pack("src/Extensions.AI", Version, Feed);
        _consumers = new(() => new ConsumerProjects(this));
    }

    /// <summary>Version of the packages.</summary>
    public string Version { get; }

    /// <summary>A version before that, with the same content.</summary>
    public string OlderVersion { get; }

    /// <summary>A folder that is deleted at the end.</summary>
    public string Folder { get; }

    /// <summary>The folder that holds the packages.</summary>
    public string Feed => Path.Combine(Folder, "feed");

    /// <summary>Path of the package.</summary>
    public string Package => Path.Combine(Feed, $"Sememe.{Version}.nupkg");

    /// <summary>Path of the package for <c>Microsoft.Extensions.AI</c>.</summary>
    public string ExtensionsPackage => Path.Combine(Feed, $"Sememe.Extensions.AI.{Version}.nupkg");

    /// <summary>A folder for packages whose path has no blank: the SDK does not quote the paths of libraries that it gives to the linker of native programs.</summary>
    public string PackagesForLinking { get; } = Directory.CreateTempSubdirectory("sememe-packages-").FullName;

    /// <summary>Projects that use the package, built.</summary>
    internal ConsumerProjects Consumers => _consumers.Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        Directory.Delete(PackagesForLinking, recursive: true);
    }

    /// <summary>Packs what the build has made.</summary>
    internal static void Pack(string project, string version, string folder)
    {
        string configuration = typeof(PackageFixture).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        DotnetCommand.Run(
            TestPaths.Repository, "pack", project, "--no-build", "-c", configuration, "-o", folder, $"-p:PackageVersion={version}", "-v", "quiet", "-nologo");
    }

    /// <summary>A new folder in which packages come from the feed and from what the repository has restored already: no network, and no stale package of ours.</summary>
    /// <param name="name">Name of the folder.</param>
    internal ProjectFolder CreateFolder(string name)
    {
        ProjectFolder folder = new(Path.Combine(Folder, name));
        folder.Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <AnalysisLevel>latest-all</AnalysisLevel>
                <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NoWarn>$(NoWarn);CA1303;CA1515;CA1812;CA1050;CA2007</NoWarn><!-- what console programs of one file trip over, whoever writes the rest of their classes -->
                <InvariantGlobalization>true</InvariantGlobalization>
                <NuGetAudit>false</NuGetAudit>
                <RestorePackagesPath>{Path.Combine(Folder, "packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{RestoredPackages}</RestoreFallbackFolders>
                <RestoreSources Condition="'$(FrameworkPacks)' != 'true'">{Feed}</RestoreSources>
                <RestoreAdditionalProjectSources>{Feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
            </Project>
            """);
        return folder;
    }

    private static string RestoredPackages { get; } =
        typeof(PackageFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "NuGetPackageRoot").Value!;
}
