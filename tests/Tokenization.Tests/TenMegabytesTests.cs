using System.Text;
using Sememe.Testing;

namespace Sememe.Tokenization.Tests;

/// <summary>
/// Ten megabytes of one thing through every kind of tokenizer, as UTF-16 and as UTF-8: it ends, and a piece of it ten times as long has ten times the tokens. What takes the square
/// of the time would not end within hours.
/// </summary>
public sealed class TenMegabytesTests
{
    private const int Bytes = 10_000_000;
    private const int Short = 10;

    private static readonly string[] s_tokenizers = ["bert-base-uncased", "gpt2", "xlm-roberta-base", "albert-like", "steps/llama2-like", "steps/cl100k-like", "steps/wordlevel-split", "steps/clip-like"];

    private static readonly Dictionary<string, string> s_things = new(StringComparer.Ordinal)
    {
        ["one letter"] = "a", ["blanks"] = " ", ["combining marks"] = "\u0301", ["marks in need of order"] = "\u1BAA\u0334", ["special tokens"] = "[MASK]", ["half special tokens"] = "[MAS",
        ["Chinese"] = "語", ["emoji"] = "😀",
    };

    public static TheoryData<string, string> Cases { get; } = List();

    [SharedTheory, MemberData(nameof(Cases))]
    public void Ten_megabytes_of_anything_end(string name, string thing)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.Shared(name));
        string part = s_things[thing];
        int repetitions = Bytes / Encoding.UTF8.GetByteCount(part);
        string text = Repeat(part, repetitions);
        int tokens = tokenizer.CountTokens(text);
        Assert.Equal(tokens, tokenizer.CountTokens(Encoding.UTF8.GetBytes(text)));

        // Long runs are cut into the same tokens again and again; what stands at the ends is a few tokens, and some become none at all.
        int tenth = tokenizer.CountTokens(Repeat(part, repetitions / Short));
        Assert.InRange(tokens, (Short * tenth) - (Short * 8), (Short * tenth) + (Short * 8));
    }

    private static string Repeat(string part, int times) => new StringBuilder(part.Length * times).Insert(0, part, times).ToString();

    private static TheoryData<string, string> List()
    {
        TheoryData<string, string> cases = [];
        foreach (string name in s_tokenizers)
        {
            foreach (string thing in s_things.Keys)
            {
                cases.Add(name, thing);
            }
        }

        return cases;
    }
}
