namespace Sememe.Generator.Emit;

/// <summary>The attributes that tell tools which code nobody wrote.</summary>
internal static class GeneratedAttributes
{
    private static readonly string s_generatedCode =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"Sememe.Generator\", \"{typeof(GeneratedAttributes).Assembly.GetName().Version}\")]";

    /// <summary>For fields, constants and enumerations, which coverage does not count.</summary>
    public static string OnFields { get; } = s_generatedCode;

    /// <summary>For classes, structs, methods and properties.</summary>
    public static string OnTypes { get; } = s_generatedCode + "\n[global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";
}
