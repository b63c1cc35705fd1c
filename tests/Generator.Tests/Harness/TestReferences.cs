using Microsoft.CodeAnalysis;

namespace Sememe.Generator.Tests.Harness;

/// <summary>What test code is compiled against: the running framework and the runtime, shared by all tests because each costs memory.</summary>
internal static class TestReferences
{
    private static readonly Type[] s_ours =
    [
        typeof(LanguageModelAttribute), typeof(Tokenizer), typeof(CompilerServices.EncoderSpec), typeof(ModelFormatException), typeof(Testing.Allocations), typeof(TestReferences),
    ];

    public static IReadOnlyList<MetadataReference> All { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Concat(s_ours.Select(static type => type.Assembly.Location))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];
}
