using Sememe.Testing;
using Sememe.Tokenization.Tests.Goldens;

namespace Sememe.Tokenization.Tests;

/// <summary>Windows cover the text, fit, overlap as asked, and are cut where they may be.</summary>
public sealed class WindowsTests
{
    public static TheoryData<string, WindowBorder, int> Cases
    {
        get
        {
            TheoryData<string, WindowBorder, int> cases = new();
            foreach (string name in new[] { "bert-base-uncased", "gpt2", "roberta-base" })
            {
                foreach (WindowBorder border in new[] { WindowBorder.Word, WindowBorder.Sentence, WindowBorder.Token })
                {
                    cases.Add(name, border, 0);
                    cases.Add(name, border, 5);
                }
            }

            return cases;
        }
    }

    [SharedTheory, MemberData(nameof(Cases))]
    public void No_token_is_lost_and_every_window_fits(string name, WindowBorder border, int overlap)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.Shared(name));
        WindowOptions options = new() { MaxTokens = 24, Overlap = overlap, Border = border };
        int windows = 0;
        foreach (string text in GoldenFiles.Texts.Values.Where(static text => text.Length < 20_000))
        {
            int covered = 0;
            int last = -1;
            foreach (TextWindow window in tokenizer.Windows(text, options))
            {
                windows++;
                Assert.True(window.Range.Start > last && window.Range.Start >= 0 && window.Range.End <= text.Length, $"{window} after {last}: {text}");
                Assert.True(window.Tokens <= options.MaxTokens, $"{window} {text}");
                Assert.Equal(window.Tokens, tokenizer.CountTokens(window.Range.Of(text)));
                RequireNoTokens(tokenizer, text, covered, window.Range.Start);
                last = window.Range.Start;
                covered = Math.Max(covered, window.Range.End);
            }

            RequireNoTokens(tokenizer, text, covered, text.Length);
        }

        Assert.True(windows > 3000, $"{windows} windows");
    }

    [Fact]
    public void Sentences_stay_together()
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.MiniLm);
        const string Text = "One sentence is here. “Is this the second?” he asked. It is 3.14 or so, e.g. this.\n\nA paragraph 今日は。これは。 ends";
        string[] windows = [.. tokenizer.Windows(Text, new() { MaxTokens = 16, Border = WindowBorder.Sentence }).ToArray().Select(static window => Text[window.Range.Start..window.Range.End])];
        Assert.Equal(
            ["One sentence is here.", "“Is this the second?” he asked.", "It is 3.14 or so, e.g. this.", "A paragraph 今日は。これは。 ends"],
            windows);
    }

    [Fact]
    public void Overlapping_windows_repeat_whole_words()
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.MiniLm);
        const string Text = "one two three four five six seven eight";
        string[] windows = [.. tokenizer.Windows(Text, new() { MaxTokens = 6, Overlap = 2 }).ToArray().Select(static window => Text[window.Range.Start..window.Range.End])];
        Assert.Equal(["one two three four", "three four five six", "five six seven eight"], windows);
        Assert.Throws<ArgumentException>(() => tokenizer.Windows(Text, new() { MaxTokens = 2 }));
        Assert.Throws<ArgumentException>(() => tokenizer.Windows(Text, new() { MaxTokens = 6, Overlap = 4 }));
    }

    [SharedTheory]
    [InlineData("bert-base-uncased", Side.Right)]
    [InlineData("bert-base-uncased", Side.Left)]
    [InlineData("gpt2", Side.Right)]
    [InlineData("gpt2", Side.Left)]
    [InlineData("roberta-base", Side.Right)]
    public void What_is_left_of_a_cut_text_fits(string name, Side side)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.Shared(name));
        const int MaxTokens = 12;
        int cut = 0;
        int nearly = 0;
        foreach (string text in GoldenFiles.Texts.Values.Where(static text => text.Length < 20_000))
        {
            int index = tokenizer.IndexOfTokenCount(text, MaxTokens, side);
            string rest = side == Side.Right ? text[..index] : text[index..];
            int tokens = tokenizer.CountTokens(rest);
            Assert.True(tokens <= MaxTokens, text);
            if (rest.Length < text.Length)
            {
                cut++;
                nearly += tokens >= MaxTokens - 2 ? 1 : 0;
            }
        }

        Assert.True(cut > 500 && nearly > 0.9 * cut, $"{nearly} of {cut}");
    }

    private static void RequireNoTokens(Tokenizer tokenizer, string text, int start, int end)
    {
        if (start < end)
        {
            EncodedText whole = tokenizer.Encode(text, new EncodeOptions { OmitSpecialTokens = true });
            Assert.DoesNotContain(whole.Offsets, range => range.Length > 0 && range.Start >= start && range.End <= end);
        }
    }
}
