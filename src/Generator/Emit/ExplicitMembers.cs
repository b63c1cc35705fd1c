namespace Sememe.Generator.Emit;

/// <summary>Explicit forms of interface members, for a class that has another member in the way: that is one error, and not one per member that is missing.</summary>
internal static class ExplicitMembers
{
    private const string Model = "global::Sememe.ILanguageModel<{0}>.";

    private static readonly (string Key, string Declaration)[] s_ofEveryModel =
    [
        (Surface.Tokenizer, "static global::Sememe.Tokenizer " + Model + "Tokenizer"),
        (Surface.Load, "static {0} " + Model + "Load(global::Sememe.LoadOptions? options)"),
        (Surface.Backend, "global::Sememe.Backend " + Model + "Backend"),
        (Surface.Dispose, "void global::System.IDisposable.Dispose()"),
    ];

    public static void Write(MemberWriter members)
    {
        // Constants cannot implement an interface's properties.
        WriteConstant(members, Surface.Name, "static string " + Model + "Name");
        WriteConstant(members, Surface.MaxTokens, "static int " + Model + "MaxTokens");
        foreach ((string name, string declaration) in members.Task.InterfaceConstants)
        {
            WriteConstant(members, name, declaration);
        }

        foreach ((string key, string declaration) in s_ofEveryModel.Concat(members.Task.InterfaceMembers))
        {
            if (members.Class.Excludes(key) && (members.Task.HasTokenizer || key != Surface.Tokenizer))
            {
                members.Member(null, "", $"{Explicit(members, declaration)} => {members.Failure};");
            }
        }
    }

    private static void WriteConstant(MemberWriter members, string name, string declaration) =>
        members.Member(null, "", $"{Explicit(members, declaration)} => {(members.Class.Excludes(name) ? members.Failure : name)};");

    private static string Explicit(MemberWriter members, string declaration) => declaration.Replace("{0}", members.Class.Name);
}
