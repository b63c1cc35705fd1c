using Sememe.Compiler;

namespace Sememe.Generator.Emit;

internal static partial class ModelEmitter
{
    private static readonly string[] s_usualRoles = ["Pad", "Unk", "Cls", "Sep", "Mask"];

    private static void WriteConstants(MemberWriter members)
    {
        members.Field(Surface.Name, "<summary>Name of the model.</summary>", $"public const string Name = {StringLiteral.Of(members.Model)};");
        WriteNumber(members, Surface.MaxTokens, "Longest input in tokens, special tokens included", members.Specification?.MaxTokens);
        if (members.Task.HasTokenizer)
        {
            WriteNumber(members, Surface.VocabularySize, "Number of token ids", members.Specification?.VocabularySize);
        }

        if (members.Task.RuntimeClass is not null)
        {
            WriteNumber(members, Surface.HiddenSize, "Length of a token's or word's vector", members.Encoder?.HiddenSize);
            WriteNumber(members, Surface.Layers, "Number of layers", members.Encoder?.Layers);
        }

        members.Task.WriteConstants(members);
        if (members.Task.HasTokenizer)
        {
            WriteSpecialTokens(members);
        }
    }

    /// <summary>A constant; 1 where an error leaves it unknown, because types are made of it.</summary>
    internal static void WriteNumber(MemberWriter members, string name, string meaning, int? value) =>
        members.Field(name, $"<summary>{meaning}: {Description.Number(value ?? 1)}.</summary>", $"public const int {name} = {value ?? 1};");

    private static void WriteSpecialTokens(MemberWriter members)
    {
        IEnumerable<SpecialToken> tokens = members.IsSound || members.Specification is { SpecialTokens.IsEmpty: false }
            ? members.Specification!.SpecialTokens
            : s_usualRoles.Select(static role => new SpecialToken(role, role, 0)); // the names that code most likely uses
        members.Member(
            Surface.SpecialTokens,
            "<summary>Ids of the tokens with a part to play.</summary>",
            $$"""
            public static class SpecialTokens
            {
            {{string.Join("\n\n", tokens.Select(static token => $"    /// <summary><c>{Description.Xml(token.Text)}</c></summary>\n    public const int {token.Role} = {token.Id};"))}}
            }
            """);
    }
}
