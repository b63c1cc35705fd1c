using Sememe.Compiler.Collections;
using Sememe.Generator.Inputs;

namespace Sememe.Generator.Emit;

/// <summary>Names of emitted files: the compiler takes those that differ in case alone for the same, while <c>MiniLm</c> and <c>MiniLM</c> are two classes.</summary>
internal static class HintNames
{
    private const uint FnvOffset = 2166136261;
    private const uint FnvPrime = 16777619;

    /// <summary>Names that differ from another class's in case alone; none in nearly every project.</summary>
    public static EquatableArray<string> Clashing(IEnumerable<ModelClass> classes) => classes
        .Select(static shape => shape.HintName)
        .Distinct(StringComparer.Ordinal)
        .GroupBy(static name => name, StringComparer.OrdinalIgnoreCase)
        .Where(static group => group.Skip(1).Any())
        .SelectMany(static group => group)
        .OrderBy(static name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>The class with a name for its files that no other has: a clashing one gets a number made of its letters.</summary>
    public static ModelClass MakeUnique(ModelClass shape, EquatableArray<string> clashing) =>
        clashing.Contains(shape.HintName) ? shape with { HintName = $"{shape.HintName}-{Hash(shape.HintName):x8}" } : shape;

    /// <summary>FNV-1a, because the runtime's hash is another one in every process.</summary>
    private static uint Hash(string name)
    {
        uint hash = FnvOffset;
        foreach (char c in name)
        {
            hash = unchecked((hash ^ c) * FnvPrime);
        }

        return hash;
    }
}
