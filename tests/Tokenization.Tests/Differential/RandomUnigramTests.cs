using System.Text;
using System.Text.Json;
using Sememe.Compiler.Tokenizers;
using Sememe.Testing;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Tests.Goldens;

namespace Sememe.Tokenization.Tests.Differential;

/// <summary>
/// Small Unigram models with random pieces: scores of a few values, so that many ways through a text are equally good and rounding decides, or of any value.
/// Texts are long enough to be cut into parts, which come from the cache the second time.
/// </summary>
public sealed class RandomUnigramTests
{
    private const int Models = 60;
    private const int TextsOfModel = 20;

    private static readonly string[] s_alphabet = ["▁", "a", "b", "c", "é", "語", "日", "本", "の", "😀"];

    [TokenizersTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Random_models_equal_hugging_face(bool hasTies)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("sememe-tests");
        try
        {
            List<(string TokenizerFile, IReadOnlyList<string> Texts)> jobs = [];
            for (int seed = 0; seed < Models; seed++)
            {
                string file = Path.Combine(folder.FullName, $"{seed}.json");
                Random random = new(seed);
                File.WriteAllText(file, MakeModel(random, hasTies));
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
        int withJoints = 0;
        foreach ((string file, IReadOnlyList<string> texts) in jobs)
        {
            SpecifiedTokenizer specified = TokenizerSpecifier.Specify(new TokenizerFiles { TokenizerJson = File.ReadAllText(file) });
            Assert.Empty(specified.Problems.Select(static problem => problem.ToString()));
            withJoints += new TableBlob(TokenizerCompiler.Compile(specified.Specification!).Encoding).Has(SectionKind.Joints) ? 1 : 0;
            Tokenizer tokenizer = TokenizerFolders.Compile(specified.Specification!);
            foreach (string text in texts)
            {
                (int[] ids, int[] offsets) = expected[at++];
                string model = Path.GetFileName(file);
                int[] alone = new int[ids.Length];
                differences.Compare("ids of " + model, text, ids, alone[..tokenizer.Encode(text, alone)]);
                EncodedText encoded = tokenizer.Encode(text);
                differences.Compare("ids with places of " + model, text, ids, encoded.Ids);
                differences.Compare("offsets of " + model, text, offsets, CodePoints.Of(text, encoded.Offsets));
            }
        }

        differences.AssertNone(atLeast: 3 * Models * TextsOfModel);
        Assert.Equal(Models, withJoints);
    }

    private static string MakeModel(Random random, bool hasTies)
    {
        double[]? values = !hasTies ? null : random.Next(2) == 0 ? [-1, -2, -3, -1.5, -4] : [-1.1, -2.2, -3.3, -0.7, -1.8, -4.4];
        List<object[]> vocabulary = [["<unk>", 0.0]];
        HashSet<string> known = ["<unk>"];
        foreach (string character in s_alphabet.Where(_ => random.Next(6) != 0))
        {
            Add(character);
        }

        for (int i = random.Next(1, 40); i > 0; i--)
        {
            Add(s_alphabet[random.Next(s_alphabet.Length)] + string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => s_alphabet[random.Next(1, s_alphabet.Length)])));
        }

        return JsonSerializer.Serialize(new
        {
            version = "1.0",
            added_tokens = Array.Empty<object>(),
            normalizer = (object?)null,
            pre_tokenizer = new { type = "Metaspace", replacement = "▁", prepend_scheme = "always", split = true },
            post_processor = (object?)null,
            decoder = (object?)null,
            model = new { type = "Unigram", unk_id = 0, byte_fallback = false, vocab = vocabulary },
        });

        void Add(string piece)
        {
            if (known.Add(piece))
            {
                vocabulary.Add([piece, values is null ? -10 * random.NextDouble() : values[random.Next(values.Length)]]);
            }
        }
    }

    private static string[] MakeTexts(Random random)
    {
        string[] parts = [.. s_alphabet[1..], "x", "ü", "本日", "語語", "ab"];
        string[] texts = new string[TextsOfModel];
        for (int i = 0; i < texts.Length; i++)
        {
            StringBuilder text = new();
            for (int j = random.Next(1, i % 2 == 0 ? 400 : 20); j > 0; j--)
            {
                text.Append(parts[random.Next(parts.Length)]).Append(random.Next(40) == 0 ? " " : "");
            }

            texts[i] = text.ToString();
        }

        return texts;
    }
}
