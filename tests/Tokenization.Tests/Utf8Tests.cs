using System.Text;
using Sememe.Testing;
using Sememe.Tokenization.Tests.Goldens;

namespace Sememe.Tokenization.Tests;

/// <summary>UTF-8 gives the tokens that UTF-16 gives, with places in bytes.</summary>
public sealed class Utf8Tests
{
    public static TheoryData<string> Tokenizers { get; } = ["bert-base-uncased", "gpt2", "roberta-base"];

    [SharedTheory, MemberData(nameof(Tokenizers))]
    public void Every_golden_text_has_the_same_tokens_at_the_same_places(string name)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.Shared(name));
        Differences differences = new();
        foreach (string text in GoldenFiles.Texts.Values)
        {
            EncodedText expected = tokenizer.Encode(text);
            EncodedText actual = tokenizer.Encode(Encoding.UTF8.GetBytes(text));
            int[] bytes = BytesBefore(text);
            differences.Compare("ids", text, expected.Ids, actual.Ids);
            differences.Compare("places", text, [.. expected.Offsets.Select(range => new TextRange(bytes[range.Start], bytes[range.End]))], actual.Offsets);
            differences.Compare("word ids", text, expected.WordIds, actual.WordIds);
        }

        differences.AssertNone(atLeast: 3000);
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0xFF }, 1)]
    [InlineData(new byte[] { 0xC3 }, 0)]
    [InlineData(new byte[] { 0x61, 0x62, 0xC0, 0xAF }, 2)]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, 0)]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 }, 0)]
    [InlineData(new byte[] { 0xE0, 0x9F, 0x80 }, 0)]
    public void What_is_not_utf_8_is_refused_with_its_place(byte[] text, int place)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.MiniLm);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => tokenizer.CountTokens(text));
        Assert.Contains($"the byte at {place} ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_are_the_same()
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.MiniLm);
        EncodedText expected = tokenizer.EncodePair("Wo ist Köln?", "Köln liegt am Rhein.");
        EncodedText actual = tokenizer.EncodePair("Wo ist Köln?"u8, "Köln liegt am Rhein."u8);
        Assert.Equal(expected.Ids, actual.Ids);
        Assert.Equal(expected.TypeIds, actual.TypeIds);
    }

    /// <summary>Bytes of UTF-8 before every unit of UTF-16.</summary>
    private static int[] BytesBefore(string text)
    {
        int[] before = new int[text.Length + 1];
        for (int i = 0; i < text.Length;)
        {
            int units = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
            before[i + units] = before[i] + Encoding.UTF8.GetByteCount(text.AsSpan(i, units));
            i += units;
        }

        return before;
    }
}
