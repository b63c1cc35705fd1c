using Sememe.Compiler.Folders;

namespace Sememe.Generator.Emit;

internal static partial class ModelEmitter
{
    private static void WriteTokenizer(MemberWriter members)
    {
        members.Member(
            Surface.Tokenizer,
            "<summary>The model's tokenizer: made at first use, without loading weights; safe to use from many threads.</summary>",
            "public static global::Sememe.Tokenizer Tokenizer " + members.Body("__tokenizer ?? global::System.Threading.LazyInitializer.EnsureInitialized(ref __tokenizer, ref __tokenizerLock, __CreateTokenizer)"));
        if (members.IsSound)
        {
            members.Field(null, "", "private static global::Sememe.Tokenizer? __tokenizer;");
            members.Field(null, "", "private static object? __tokenizerLock;");
            members.Member(
                null,
                "",
                $"""
                private static global::Sememe.Tokenizer __CreateTokenizer() =>
                    new global::Sememe.Tokenizer({Tables(members)});
                """);
        }
    }

    private static string Tables(MemberWriter members) => members.Specification?.TablesChecksum is { } checksum
        ? $"global::Sememe.CompilerServices.TablesFile.Open({StringLiteral.Of($"models/{members.Model}/{ModelFileNames.TablesFile}")}, 0x{checksum:X16})"
        : "new global::Sememe.CompilerServices.TokenizerTables(__Tables.Encoding, __Tables.Decoding)";

    /// <summary>The interface asks for a tokenizer; users of the class itself do not see that there is none.</summary>
    private static void WriteNoTokenizer(MemberWriter members) =>
        members.Member(
            null,
            "",
            $"static global::Sememe.Tokenizer global::Sememe.ILanguageModel<{members.Class.Name}>.Tokenizer => throw new global::System.NotSupportedException({StringLiteral.Of($"The model '{members.Model}' reads words by their characters and has no tokenizer.")});");
}
