using System.Xml.Linq;
using Sememe.Testing;

namespace Sememe.Package.Tests;

/// <summary>The versions of packages that the repository itself uses, and has therefore restored.</summary>
internal static class CentralVersions
{
    private static readonly Dictionary<string, string> s_versions = XDocument.Load(TestPaths.InRepository("Directory.Packages.props")).Descendants("PackageVersion")
        .ToDictionary(static item => item.Attribute("Include")!.Value, static item => item.Attribute("Version")!.Value);

    public static string Of(string package) => s_versions[package];
}
