using System.Text.Json;
using Sememe.Testing;
using Sememe.Tokenization.Tests.Goldens;

namespace Sememe.Tokenization.Tests;

/// <summary>ELMo's characters are AllenNLP's.</summary>
public sealed class ElmoCharactersTests
{
    [SharedFact]
    public void Words_have_the_characters_that_allennlp_gives()
    {
        using JsonDocument goldens = JsonDocument.Parse(File.ReadAllBytes(TestPaths.InShared("goldens", "models", "elmo.json")));
        Differences differences = new();
        foreach (JsonElement item in goldens.RootElement.GetProperty("cases").EnumerateArray())
        {
            string[] words = [.. item.GetProperty("words").EnumerateArray().Select(static word => word.GetString()!)];
            JsonElement[] expected = [.. item.GetProperty("char_ids").EnumerateArray()];
            for (int i = 0; i < words.Length; i++)
            {
                differences.Compare("characters", words[i], [.. expected[i].EnumerateArray().Select(static id => id.GetInt32())], Write(words[i]));
            }
        }

        differences.AssertNone(atLeast: 50);
    }

    [Fact]
    public void A_long_word_keeps_48_bytes_and_both_marks()
    {
        int[] ids = Write(string.Concat(Enumerable.Repeat("語", 20)));
        Assert.Equal((259, 260), (ids[0], ids[^1]));
        Assert.DoesNotContain(261, ids);
    }

    [Fact]
    public void A_lone_surrogate_is_left_out() => Assert.Equal(Write("ab"), Write("a\ud800b"));

    [Fact]
    public void Boundaries_of_a_sentence_are_words_of_one_character()
    {
        Assert.Equal([259, 257, 260, 261], Write("<S>")[..4]);
        Assert.Equal([259, 258, 260, 261], Write("</S>")[..4]);
    }

    private static int[] Write(string word)
    {
        int[] ids = new int[ElmoCharacters.WordLength];
        ElmoCharacters.Write(word, ids);
        return ids;
    }
}
