using Sememe.Compiler.Tasks;

namespace Sememe.Compiler.Tests;

/// <summary>What a folder says of how its model translates.</summary>
public sealed class TranslatingTests
{
    private const string Config = "config.json";
    private const string Generation = "generation_config.json";

    [Fact]
    public void Generation_config_says_how()
    {
        TranslatingTask task = Specify(TinyModel.Translator);

        Assert.Equal((0, 4, 11, 0.8, EarlyStopping.WhenComplete, true), (task.StartToken, task.Beams, task.MaxNewTokens, task.LengthPenalty, task.EarlyStopping, task.Renormalizes));
        Assert.Equal([3], task.EndTokens);
        Assert.Equal([3], task.ForcedEndTokens);
        Assert.Equal(["0", "5 6"], BadWords(task));
    }

    [Fact]
    public void Config_says_how_where_generation_config_is_not_there()
    {
        TinyModel model = TinyModel.Translator.Without(Generation).Replace(
            Config, "\"vocab_size\": 12", "\"vocab_size\": 12, \"num_beams\": 6, \"max_length\": 9, \"eos_token_id\": 3, \"decoder_start_token_id\": 4, \"early_stopping\": \"never\", \"dropout\": 0.1");

        TranslatingTask task = Specify(model);

        Assert.Equal((4, 6, 8, 1d, EarlyStopping.Never, false), (task.StartToken, task.Beams, task.MaxNewTokens, task.LengthPenalty, task.EarlyStopping, task.Renormalizes));
        Assert.Empty(task.ForcedEndTokens);
        Assert.Empty(task.BadWords);
    }

    [Theory]
    [InlineData("\"max_length\": 12", 11)]
    [InlineData("\"max_new_tokens\": 12", 12)]
    [InlineData("\"max_length\": 9, \"max_new_tokens\": 12", 12)]
    [InlineData("\"max_length\": 17", 16)]
    [InlineData("\"max_length\": 20", 15)] // what transformers takes for nobody's: 20 new ones, as far as there are positions
    [InlineData("\"max_length\": null", 15)]
    public void The_length_counts_the_start_or_not(string keys, int tokens) =>
        Assert.Equal(tokens, Specify(TinyModel.Translator.Replace(Generation, "\"max_length\": 12", keys)).MaxNewTokens);

    [Fact]
    public void A_bad_word_that_is_the_end_is_none() =>
        Assert.Equal(["0", "3 6"], BadWords(Specify(TinyModel.Translator.Replace(Generation, "[5, 6]", "[3], [3, 6]"))));

    [Fact]
    public void There_may_be_several_ends() => Assert.Equal([3, 2], Specify(TinyModel.Translator.Replace(Generation, "\"eos_token_id\": 3", "\"eos_token_id\": [3, 2]")).EndTokens);

    private static IEnumerable<string> BadWords(TranslatingTask task) => task.BadWords.Select(static words => string.Join(' ', words));

    private static TranslatingTask Specify(TinyModel model)
    {
        CompiledModel compiled = ModelCompiler.Compile(model.ToFolder(), CancellationToken.None);
        Assert.Empty(compiled.Findings);
        return Assert.IsType<TranslatingTask>(compiled.Specification!.Task);
    }
}
