using Sememe.Testing;
using Sememe.Tokenization.Tests.Goldens;

namespace Sememe.Tokenization.Tests;

/// <summary>One tokenizer serves all threads: a million calls at the same time give what one call after the other gives.</summary>
public sealed class ThreadTests
{
    private const int Calls = 1_000_000;
    private const int Threads = 4;
    private const int LongestText = 60;

    public static TheoryData<string> Tokenizers { get; } = ["bert-base-uncased", "gpt2", "albert-like"];

    [SharedTheory, MemberData(nameof(Tokenizers))]
    public void A_million_calls_on_several_threads_give_the_same_tokens(string name)
    {
        Tokenizer tokenizer = TokenizerFolders.Compile(TokenizerFolders.Specification(TokenizerFolders.Shared(name))); // with caches that nobody has filled
        string[] texts = [.. GoldenFiles.Texts.Values.Where(static text => text.Length is > 0 and < LongestText)];
        int[][] expected = [.. texts.Select(text => TokenizerFolders.Open(TokenizerFolders.Shared(name), CodePath.Scalar).Encode(text).Ids)];
        int wrong = 0;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            int[] ids = new int[8 * LongestText];
            for (int i = 0; i < Calls / Threads; i++)
            {
                int at = (int)(((uint)i * 2654435761u + (uint)thread) % (uint)texts.Length); // each thread in an order of its own
                int count = tokenizer.Encode(texts[at], ids);
                if (!ids.AsSpan(0, count).SequenceEqual(expected[at]))
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        }))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        Assert.True(wrong == 0 && texts.Length > 100, $"{wrong} of {Calls} calls over {texts.Length} texts");
    }
}
