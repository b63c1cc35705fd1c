using System.Text.Json;
using Sememe.Compiler.Tokenizers;
using Sememe.Testing;
using Sememe.Tokenization.Models;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Tests.Goldens;

namespace Sememe.Tokenization.Tests.Differential;

/// <summary>
/// Small BPE models with random merges, in orders that training gives and in orders that it never would, with every combination of flags: the same ids and
/// places as Hugging Face's own build gives. Some have merges that neighbours alone decide, some have others.
/// </summary>
public sealed class RandomModelTests
{
    private const int Models = 300;
    private const int TextsOfModel = 30;

    private static readonly string[] s_alphabet = ["a", "b", "c", "é", "語", "😀"];

    [TokenizersTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Random_models_equal_hugging_face(bool byteLevel)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("sememe-tests");
        try
        {
            List<(string TokenizerFile, IReadOnlyList<string> Texts)> jobs = [];
            for (int seed = 0; seed < Models; seed++)
            {
                string file = Path.Combine(folder.FullName, $"{seed}.json");
                Random random = new(seed);
                File.WriteAllText(file, MakeModel(random, byteLevel));
                jobs.Add((file, MakeTexts(random)));
            }

            Compare(jobs);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Compare(List<(string TokenizerFile, IReadOnlyList<string> Texts)> jobs)
    {
        List<(int[] Ids, int[] Offsets)> expected = HuggingFace.Encode(jobs);
        Differences differences = new();
        int at = 0;
        int proven = 0;
        foreach ((string file, IReadOnlyList<string> texts) in jobs)
        {
            SpecifiedTokenizer specified = TokenizerSpecifier.Specify(new TokenizerFiles { TokenizerJson = File.ReadAllText(file) });
            Assert.Empty(specified.Problems.Select(static problem => problem.ToString()));
            BpeTables tables = new(new TableBlob(TokenizerCompiler.Compile(specified.Specification!).Encoding));
            proven += (tables.Flags & BpeFlags.Proven) != 0 ? 1 : 0;
            Tokenizer tokenizer = TokenizerFolders.Compile(specified.Specification!);
            foreach (string text in texts)
            {
                EncodedText encoded = tokenizer.Encode(text);
                (int[] ids, int[] offsets) = expected[at++];
                string model = Path.GetFileName(file);
                differences.Compare("ids of " + model, text, ids, encoded.Ids);
                differences.Compare("offsets of " + model, text, offsets, CodePoints.Of(text, encoded.Offsets));
                int[] alone = new int[encoded.Ids.Length];
                differences.Compare("ids alone of " + model, text, ids, alone[..tokenizer.Encode(text, alone)]);
            }
        }

        differences.AssertNone(atLeast: 3 * Models * TextsOfModel);
        Assert.InRange(proven, Models / 5, 4 * Models / 5); // both ways of working were tried
    }

    private static string MakeModel(Random random, bool byteLevel)
    {
        string prefix = !byteLevel && random.Next(4) == 0 ? "##" : "";
        string suffix = random.Next(4) == 0 ? "</w>" : "";
        bool byteFallback = !byteLevel && prefix + suffix == "" && random.Next(2) == 0;
        Dictionary<string, int> vocabulary = new(StringComparer.Ordinal) { ["<unk>"] = 0 };
        foreach (string unit in Units(byteLevel).Where(_ => random.Next(8) != 0))
        {
            vocabulary.TryAdd(unit, vocabulary.Count);
            AddIf(prefix != "", prefix + unit);
            AddIf(suffix != "", unit + suffix);
            AddIf(prefix != "" && suffix != "", prefix + unit + suffix);
        }

        for (int i = 0; byteFallback && i < 256; i++)
        {
            AddIf(random.Next(20) != 0, $"<0x{i:X2}>");
        }

        List<string[]> merges = MakeMerges(random, vocabulary, prefix, suffix);
        return JsonSerializer.Serialize(new
        {
            version = "1.0",
            added_tokens = Array.Empty<object>(),
            normalizer = (object?)null,
            pre_tokenizer = byteLevel ? (object)new { type = "ByteLevel", add_prefix_space = random.Next(3) == 0, trim_offsets = true, use_regex = random.Next(2) == 0 } : null,
            post_processor = (object?)null,
            decoder = (object?)null,
            model = new
            {
                type = "BPE",
                dropout = (object?)null,
                unk_token = random.Next(2) == 0 ? "<unk>" : null,
                continuing_subword_prefix = prefix,
                end_of_word_suffix = suffix,
                fuse_unk = random.Next(2) == 0,
                byte_fallback = byteFallback,
                ignore_merges = random.Next(3) == 0,
                vocab = vocabulary,
                merges,
            },
        });

        void AddIf(bool condition, string token)
        {
            if (condition)
            {
                vocabulary.TryAdd(token, vocabulary.Count);
            }
        }
    }

    private static IEnumerable<string> Units(bool byteLevel) => byteLevel
        ? [.. s_alphabet[..3], "Ã", "©", "è", "ª", "ŀ", "ð", "Ł", "ĺ", "Ģ", "Ġ", "þ", "ÿ"]
        : s_alphabet;

    private static List<string[]> MakeMerges(Random random, Dictionary<string, int> vocabulary, string prefix, string suffix)
    {
        List<string[]> merges = [];
        string[] units = [.. vocabulary.Keys.Where(static token => token[0] != '<')];
        List<string> tokens = [.. units];
        int wanted = random.Next(1, 40);
        for (int tries = 0; merges.Count < wanted && tries < 1000 && tokens.Count > 0; tries++)
        {
            string left = tokens[random.Next(tokens.Count)];
            string right = tokens[random.Next(tokens.Count)];
            bool fits = (prefix == "" || right.StartsWith(prefix, StringComparison.Ordinal)) && (suffix == "" || !left.EndsWith(suffix, StringComparison.Ordinal));
            if (fits && left.Length + right.Length <= 24)
            {
                string result = left + right[prefix.Length..];
                vocabulary.TryAdd(result, vocabulary.Count);
                tokens.Add(result);
                merges.Add([left, right]);
            }
        }

        // As training gives them, or with a few or all of them in another place.
        for (int i = random.Next(3) switch { 0 => 0, 1 => 2, _ => merges.Count }; i > 0; i--)
        {
            int from = random.Next(merges.Count);
            int to = random.Next(merges.Count);
            (merges[from], merges[to]) = (merges[to], merges[from]);
        }

        return merges;
    }

    private static string[] MakeTexts(Random random)
    {
        string[] parts = [.. s_alphabet, "a", "b", "c", "x", "ü", " ", "ab", "cab", "ééé"];
        string[] texts = new string[TextsOfModel];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = string.Concat(Enumerable.Range(0, random.Next(1, i % 10 == 0 ? 200 : 16)).Select(_ => parts[random.Next(parts.Length)]));
        }

        return texts;
    }
}
