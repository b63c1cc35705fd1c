using System.Text;
using Sememe.Build.Tests;
using Sememe.Compiler.Tests;
using Sememe.Compiler.Texts;

namespace Sememe.Tool.Tests;

/// <summary>What the targets call: vectors once, and every mistake with its place.</summary>
public sealed class EmbedCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EmbedCommandTests() => TinyModelFolder.Write(_folder["model"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Vectors_of_length_one_and_the_means_of_labels_are_written()
    {
        Assert.Equal("", Run("a\tthe cat sat\nb\tunhappy\na\tcat\n"));

        TextVectors vectors = Written();
        Assert.Equal((8, 5), (vectors.Dimensions, vectors.Rows));
        float[] numbers = System.Runtime.InteropServices.MemoryMarshal.Cast<char, float>(vectors.Vectors).ToArray();
        Assert.Equal(1, numbers.Take(8).Sum(static x => x * x), 1e-5f);
        Assert.NotEqual(numbers[..8], numbers[8..16]);
        Assert.Equal((float)(((double)numbers[0] + numbers[16]) / 2), numbers[24]);
        Assert.Equal(numbers[8..16], numbers[32..40]);
    }

    [Fact]
    public void Nothing_is_computed_again_for_the_same_contents()
    {
        Run("the cat\n");
        string marked = File.ReadAllText(_folder["out/vectors.txt"]) + "mark";
        File.WriteAllText(_folder["out/vectors.txt"], marked);
        File.SetLastWriteTimeUtc(_folder["model/model.safetensors"], DateTime.UtcNow);

        Run("the cat\n");

        Assert.Equal(marked, File.ReadAllText(_folder["out/vectors.txt"]));
    }

    [Fact]
    public void Another_text_other_weights_and_another_configuration_are_computed_anew()
    {
        Run("the cat\n");
        string first = Written().Key;
        Run("the cat sat\n");
        string second = Written().Key;
        byte[] weights = File.ReadAllBytes(_folder["model/model.safetensors"]);
        weights[^1] ^= 1;
        File.WriteAllBytes(_folder["model/model.safetensors"], weights);
        Run("the cat sat\n");
        string third = Written().Key;
        File.WriteAllText(_folder["model/config.json"], TinyModel.Config.Replace("1e-12", "1e-5", StringComparison.Ordinal));
        Run("the cat sat\n");

        Assert.Equal(4, new HashSet<string> { first, second, third, Written().Key }.Count);
    }

    [Fact]
    public void A_byte_that_is_not_utf8_is_an_error_with_line_and_column() =>
        Assert.Equal(
            $"{Texts}(2,4): error SEM022: found the byte 0xE4, which is not UTF-8; save the file as UTF-8\n",
            Run([.. "the cat\nsat"u8, 0xE4, (byte)'\n']));

    [Fact]
    public void A_sentence_that_is_too_long_is_an_error_with_its_line() =>
        Assert.Equal(
            $"{Texts}(2,1): error SEM022: found a sentence of 15 tokens, 'tiny' takes 12; shorten it or make two of it\n",
            Run($"cat\n{string.Join(' ', Enumerable.Repeat("cat", 13))}\n"));

    [Fact]
    public void A_mistake_in_the_file_is_an_error_with_its_place() =>
        Assert.Equal($"{Texts}(2,1): error SEM022: found an empty line, expected a sentence; remove the line\n", Run("cat\n\nsat\n"));

    [Fact]
    public void A_prompt_that_the_model_does_not_have_is_an_error_with_those_it_has() =>
        Assert.Equal($"{Texts}: error SEM022: the model 'tiny' has no prompt 'query'; the Prompt metadata of the LanguageModelTexts item can be 'None'\n", Run("cat\n", "query"));

    [Fact]
    public void A_prompt_is_put_before_every_sentence()
    {
        _folder.Write("model/config_sentence_transformers.json", """{"prompts": {"query": "the ", "passage": "sat "}, "default_prompt_name": "query"}""");

        Run("cat\n");
        string byDefault = Written().Vectors;
        Run("cat\n", "query");
        string query = Written().Vectors;
        Run("cat\n", "passage");
        string passage = Written().Vectors;
        Run("the cat\n", "None");

        Assert.Equal(query, byDefault);
        Assert.Equal(query, Written().Vectors);
        Assert.NotEqual(query, passage);
    }

    [Fact]
    public void A_model_without_sentence_vectors_is_an_error()
    {
        File.Delete(_folder["model/modules.json"]);
        File.Delete(_folder["model/1_Pooling/config.json"]);
        File.Delete(_folder["model/sentence_bert_config.json"]);
        File.WriteAllText(_folder["model/config.json"], TinyModel.Config.Replace("\"model_type\"", "\"architectures\": [\"BertModel\"], \"model_type\"", StringComparison.Ordinal));

        Assert.StartsWith($"{Texts}: error SEM022: the model 'tiny' gives no sentence vectors", Run("cat\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_in_error_is_an_error_that_says_which()
    {
        File.Delete(_folder["model/tokenizer.json"]);
        File.Delete(_folder["model/vocab.txt"]);

        Assert.Matches("error SEM022: the model 'tiny' cannot be compiled: tokenizer.json: .*\\(SEM003\\)\n", Run("cat\n"));
    }

    private string Texts => _folder["intents.tsv"];

    private string Run(string texts, string prompt = "") => Run(Encoding.UTF8.GetBytes(texts), prompt);

    private string Run(byte[] texts, string prompt = "")
    {
        File.WriteAllBytes(Texts, texts);
        using StringWriter messages = new() { NewLine = "\n" };
        bool succeeded = EmbedCommand.Run(new EmbedRequest("tiny", _folder["model"], "model.safetensors", Texts, prompt, _folder["out/vectors.txt"]), messages);
        Assert.Equal(succeeded, messages.ToString().Length == 0);
        return messages.ToString();
    }

    private TextVectors Written() => TextVectors.TryRead("vectors.txt", File.ReadAllText(_folder["out/vectors.txt"]))!;
}
