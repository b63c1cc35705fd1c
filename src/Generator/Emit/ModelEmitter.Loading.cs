using Sememe.Compiler;

namespace Sememe.Generator.Emit;

internal static partial class ModelEmitter
{
    private static void WriteLoading(MemberWriter members)
    {
        string name = members.Class.Name;
        string runtime = "global::Sememe.CompilerServices." + members.Task.RuntimeClass;
        if (members.IsSound)
        {
            members.Field(null, "", $"private readonly {runtime} __model;");
            members.Member(null, "", $"private {name}({runtime} model) => __model = model;");
        }
        else
        {
            members.Member(null, "", $"private {name}()\n{{\n}}");
        }

        members.Member(
            Surface.Load,
            """
            <summary>Loads the weights. One instance serves all threads; dispose of it when done.</summary>
            <param name="options">How; null for the defaults.</param>
            <exception cref="global::Sememe.ModelFormatException">The weights file is missing, broken or does not fit this class.</exception>
            """,
            $"public static {name} Load(global::Sememe.LoadOptions? options = null) " + members.Body($"new {name}({runtime}.Load(__Describe(), options))"));
        members.Member(Surface.Backend, "<summary>What runs the network.</summary>", "public global::Sememe.Backend Backend " + members.Body("__model.Backend"));
        members.Member(
            Surface.Dispose,
            "<summary>Waits for calls in flight and frees the weights.</summary>",
            members.IsSound ? "public void Dispose() => __model.Dispose();" : "public void Dispose()\n{\n}");
        if (members.IsSound)
        {
            members.Member(null, "", DescriptionMethod(members));
        }
    }

    private static string DescriptionMethod(MemberWriter members)
    {
        ModelSpec specification = members.Specification!;
        return $$"""
        private static global::Sememe.CompilerServices.ModelDescription __Describe() => new()
        {
            Name = Name,
            Folder = {{StringLiteral.Of("models/" + members.Model)}},
            Weights = {{StringLiteral.Of(specification.Weights!)}},
            MaxTokens = MaxTokens,{{(members.Task.HasTokenizer ? "\n    Tokenizer = Tokenizer," : "")}}
            Encoder = new()
            {
                {{EncoderLiteral.Members(specification.Encoder!, new string(' ', 8))}}
            },{{(members.Task.Description.Length > 0 ? "\n" + members.Task.Description : "")}}
        };
        """;
    }
}
