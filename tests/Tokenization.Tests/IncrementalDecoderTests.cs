using System.Text;
using System.Text.Json;
using Sememe.Testing;
using Sememe.Tokenization.Tests.Goldens;

namespace Sememe.Tokenization.Tests;

/// <summary>Token by token gives the text that all tokens give at once.</summary>
public sealed class IncrementalDecoderTests
{
    public static TheoryData<string> Tokenizers { get; } = ["bert-base-uncased", "gpt2", "roberta-base"];

    [SharedTheory, MemberData(nameof(Tokenizers))]
    public void Parts_make_the_whole(string name)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.Shared(name));
        IncrementalDecoder decoder = tokenizer.CreateIncrementalDecoder();
        Differences differences = new();
        char[] part = new char[4096];
        foreach (JsonElement row in GoldenFiles.Rows(name, "decode"))
        {
            int[] ids = row.Numbers("ids");
            StringBuilder text = new();
            foreach (int id in ids)
            {
                text.Append(part, 0, decoder.Append(id, part));
            }

            text.Append(part, 0, decoder.Finish(part));
            differences.Compare("text", string.Join(' ', ids), tokenizer.Decode(ids).ToCharArray(), text.ToString().ToCharArray());
        }

        differences.AssertNone(atLeast: 150);
    }

    [SharedFact]
    public void A_character_is_given_when_it_is_complete()
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.Shared("gpt2"));
        int[] ids = tokenizer.Encode("𝄞").Ids;
        Assert.True(ids.Length > 1);
        IncrementalDecoder decoder = tokenizer.CreateIncrementalDecoder();
        char[] part = new char[8];
        Assert.All(ids[..^1], id => Assert.Equal(0, decoder.Append(id, part)));
        Assert.Throws<ArgumentException>(() => decoder.Append(ids[^1], []));
        Assert.Equal(2, decoder.Append(ids[^1], part));
        Assert.Equal("𝄞", new string(part, 0, 2));
        decoder.Append(ids[0], part);
        Assert.True(decoder.Finish(part) > 0);
        Assert.Equal('\uFFFD', part[0]);
    }
}
