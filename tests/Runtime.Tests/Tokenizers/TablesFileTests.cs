using System.Runtime.InteropServices;
using Sememe.Compiler;
using Sememe.Compiler.Tokenizers;
using Sememe.CompilerServices;
using Sememe.Testing;
using Sememe.Tokenization.Tables;

namespace Sememe.Runtime.Tests.Tokenizers;

/// <summary>Tables in a file: the same tokens, and a clear error for any other file.</summary>
public sealed class TablesFileTests : IDisposable
{
    private static readonly CompiledTables s_tables = Compile();
    private static readonly byte[] s_content = TablesFileFormat.Write(Bytes(s_tables.Encoding), Bytes(s_tables.Decoding));

    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void Tokens_are_those_of_tables_in_the_assembly()
    {
        Tokenizer inAssembly = new(new TokenizerTables(s_tables.Encoding, s_tables.Decoding));
        File.WriteAllBytes(_path, s_content);
        Tokenizer inFile = new(TablesFile.Open(_path, TablesFileFormat.ReadChecksum(s_content)));
        const string Text = "The unaffable fox, 東京 [MASK] café.";
        EncodedText expected = inAssembly.Encode(Text);
        EncodedText actual = inFile.Encode(Text);
        Assert.Equal(expected.Ids, actual.Ids);
        Assert.Equal(expected.Offsets, actual.Offsets);
        Assert.Equal(inAssembly.Decode(expected.Ids), inFile.Decode(actual.Ids));
    }

    [Theory]
    [InlineData("empty", 0, -1, "empty file")]
    [InlineData("cut short in its header", 10, -1, "no tables of a tokenizer")]
    [InlineData("cut short", 1000, -1, "cut short")]
    [InlineData("of another kind", int.MaxValue, 0, "no tables of a tokenizer")]
    [InlineData("of another version", int.MaxValue, 4, "version 0, expected version 1")]
    [InlineData("of another build", int.MaxValue, 9, "they belong to another build")]
    [InlineData("damaged", int.MaxValue, 200_000, "damaged")]
    [InlineData("damaged at its end", int.MaxValue, -2, "damaged")]
    public void A_file_that_is_not_sound_is_refused(string name, int length, int changed, string message)
    {
        byte[] content = s_content[..Math.Min(length, s_content.Length)];
        if (changed != -1)
        {
            content[changed < 0 ? content.Length - 1 : changed] ^= changed == 4 ? (byte)1 : (byte)0x80;
        }

        File.WriteAllBytes(_path, content);
        ModelFormatException exception = Assert.Throws<ModelFormatException>(() => TablesFile.Open(_path, TablesFileFormat.ReadChecksum(s_content)));
        Assert.True(exception.Message.Contains(message, StringComparison.Ordinal) && exception.Message.Contains(_path, StringComparison.Ordinal), $"{name}: {exception.Message}");
    }

    [Fact]
    public void A_missing_file_is_named() => Assert.Contains(
        "nowhere.sememe", Assert.Throws<ModelFormatException>(() => TablesFile.Open("models/x/nowhere.sememe", 0)).Message, StringComparison.Ordinal);

    public void Dispose() => File.Delete(_path);

    private static byte[] Bytes(string literal) => MemoryMarshal.AsBytes(literal.AsSpan()).ToArray();

    private static CompiledTables Compile()
    {
        TokenizerFiles files = new() { TokenizerJson = File.ReadAllText(TestPaths.InRepository("models", "all-MiniLM-L6-v2", "tokenizer.json")) };
        return TokenizerCompiler.Compile(TokenizerSpecifier.Specify(files).Specification!);
    }
}
