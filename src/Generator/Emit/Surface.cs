using Sememe.Generator.Emit.Tasks;

namespace Sememe.Generator.Emit;

/// <summary>The members that generated classes of several tasks have, as keys (<see cref="Inputs.WrittenMember.Key"/>).</summary>
internal static class Surface
{
    public const string Name = "Name";
    public const string MaxTokens = "MaxTokens";
    public const string VocabularySize = "VocabularySize";
    public const string SpecialTokens = "SpecialTokens";
    public const string Tokenizer = "Tokenizer";
    public const string HiddenSize = "HiddenSize";
    public const string Layers = "Layers";
    public const string Backend = "Backend";
    public const string Load = "Load(LoadOptions)";
    public const string Dispose = "Dispose()";

    /// <summary>What every class has.</summary>
    public static IReadOnlyList<string> Tokenizing { get; } = [Name, MaxTokens, VocabularySize, SpecialTokens, Tokenizer];

    /// <summary>What every class with a network has.</summary>
    public static IReadOnlyList<string> Network { get; } = [.. Tokenizing, HiddenSize, Layers, Backend, Load, Dispose];

    /// <summary>Every name that some generated class has.</summary>
    public static HashSet<string> Names { get; } = [.. Network.Concat(TaskEmitter.AllMembers).Select(static key => key.Split('(')[0])];
}
