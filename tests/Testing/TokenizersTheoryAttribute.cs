using Xunit;

namespace Sememe.Testing;

/// <summary>A theory that asks Hugging Face's own build of tokenizers, and needs the shared folder; skipped with the reason where either is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TokenizersTheoryAttribute : TheoryAttribute
{
    /// <summary>Creates the attribute.</summary>
    public TokenizersTheoryAttribute() => Skip =
        !TestPaths.HasShared ? SharedFactAttribute.Reason
        : !Directory.Exists(Path.Combine(NpmPackages.Folder, "tokenizers")) ? "needs the package tokenizers, which the build fetches with npm: node and npm were not there"
        : null;
}
