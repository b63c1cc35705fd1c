using Sememe.Compiler.Collections;
using Sememe.Compiler.Folders;
using Sememe.CompilerServices;
using Sememe.Families;
using Sememe.Formats;
using Sememe.Formats.Configs;

namespace Sememe.Compiler.Tasks;

/// <summary>config.json of a …MTModel, and generation_config.json → the task.</summary>
internal static class TranslatingSpecifier
{
    private const string MaxLength = "max_length";
    private const string MaxNewTokens = "max_new_tokens";
    private const string StartToken = "decoder_start_token_id";

    // As many new tokens as transformers writes when nobody says how many; a "max_length" of that number counts as nobody's.
    private const int UsualLength = 20;

    // Far beyond what a search gains from; keeps what is remembered of beams inside memory.
    private const int MostBeams = 1 << 10;

    public static TranslatingTask Specify(TaskContext context)
    {
        int rows = context.Encoder is { } encoder ? encoder.Decoder?.VocabularySize ?? encoder.VocabularySize : 1;
        TranslatingTask task = new() { Head = HeadSpecifier.Specify(context, HeadKind.Translation, rows) };
        if (task.Head is null || context.Encoder is null)
        {
            return task;
        }

        // Where generation_config.json is there, transformers asks config.json no more.
        ModelConfig? generation = context.Files.Optional(ModelFileNames.GenerationConfig, ModelConfig.Read);
        if (generation is null && context.Files.Folder.Find(ModelFileNames.GenerationConfig) is not null)
        {
            return task;
        }

        ConfigReader reader = new(generation ?? context.Config!);
        GenerationKeys.CheckDefaults(reader);
        if (generation is not null)
        {
            GenerationKeys.CheckNames(reader);
        }

        task = Read(reader, task, rows, context.Encoder.MaxPositions);
        foreach (FileProblem problem in reader.Problems)
        {
            context.Findings.Add(problem);
        }

        return task;
    }

    private static TranslatingTask Read(ConfigReader reader, TranslatingTask task, int vocabularySize, int positions)
    {
        reader.RequireKeys(StartToken, "eos_token_id");
        IReadOnlyList<int> ends = reader.TokenIds("eos_token_id", vocabularySize);
        return task with
        {
            StartToken = ReadStart(reader, vocabularySize),
            EndTokens = ends.ToEquatableArray(),
            ForcedEndTokens = reader.TokenIds("forced_eos_token_id", vocabularySize).ToEquatableArray(),
            BadWords = reader.TokenIdLists("bad_words_ids", vocabularySize)
                .Where(words => words.Count != 1 || !ends.Contains(words[0])) // transformers leaves a translation its end
                .Select(static words => words.ToEquatableArray()).ToEquatableArray(),
            Beams = reader.Size("num_beams", 1, MostBeams),
            MaxNewTokens = ReadLength(reader, positions),
            LengthPenalty = reader.Real("length_penalty", 1),
            EarlyStopping = reader.SwitchOr("early_stopping", EarlyStopping.Estimate, EarlyStopping.WhenComplete, "never", EarlyStopping.Never),
            Renormalizes = reader.Switch("renormalize_logits", false),
        };
    }

    private static int ReadStart(ConfigReader reader, int vocabularySize)
    {
        IReadOnlyList<int> starts = reader.TokenIds(StartToken, vocabularySize);
        if (starts.Count > 1)
        {
            reader.ReportNotModelled(StartToken, $"found {starts.Count} tokens for \"{StartToken}\", expected one: a start for each text of a batch is not modelled");
        }

        return starts.Count > 0 ? starts[0] : 0;
    }

    /// <summary>The start counts for "max_length" and not for "max_new_tokens", which goes before.</summary>
    private static int ReadLength(ConfigReader reader, int positions)
    {
        int length = reader.Size(MaxLength, UsualLength);
        bool isStated = reader.States(MaxNewTokens) || length != UsualLength;
        int tokens = reader.States(MaxNewTokens) ? reader.Size(MaxNewTokens, UsualLength) : length == UsualLength ? Math.Min(UsualLength, positions - 1) : length - 1;
        if (isStated && (tokens < 1 || tokens > positions))
        {
            string key = reader.States(MaxNewTokens) ? MaxNewTokens : MaxLength;
            reader.Report(key, $"found \"{key}\" {(key == MaxLength ? length : tokens)}, expected a length of 1 to {positions} new tokens: the decoder has as many positions, by \"max_position_embeddings\"");
        }

        return Math.Max(1, Math.Min(tokens, positions));
    }
}
