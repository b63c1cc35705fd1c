using Sememe.Compiler.Collections;
using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.CompilerServices;
using Sememe.Formats;
using Sememe.Formats.Json;

namespace Sememe.Compiler.Tasks;

/// <summary>config.json of a …LMHeadModel or …ForCausalLM, and generation_config.json → the task.</summary>
internal static class GeneratingSpecifier
{
    private const string EndToken = "eos_token_id";

    public static GeneratingTask Specify(TaskContext context)
    {
        int rows = context.Encoder?.VocabularySize ?? 1;
        return new GeneratingTask { Head = HeadSpecifier.Specify(context, HeadKind.CausalLanguageModel, rows), EndTokens = ReadEndTokens(context) };
    }

    /// <summary>transformers takes those of generation_config.json where it states them, else those of config.json.</summary>
    private static EquatableArray<int> ReadEndTokens(TaskContext context)
    {
        JsonText? generation = context.Files.Optional(ModelFileNames.GenerationConfig, Parse);
        JsonText? source = generation is not null && generation.Root.TryGetStated(EndToken, out _) ? generation : context.Config?.Json;
        if (source is null || !source.Root.TryGetStated(EndToken, out JsonValue value))
        {
            return default;
        }

        try
        {
            List<int> ids = [];
            if (value.Kind == JsonKind.Array)
            {
                foreach (JsonValue item in value.GetItems())
                {
                    ids.Add(Checked(context, source.File, item.LocateInt32()));
                }
            }
            else
            {
                ids.Add(Checked(context, source.File, value.LocateInt32()));
            }

            return ids.ToEquatableArray();
        }
        catch (ModelFormatException exception)
        {
            context.Findings.Add(FileProblem.Of(exception));
            return default;
        }
    }

    private static int Checked(TaskContext context, string file, Located<int> id)
    {
        if (context.Encoder is { } encoder && (id.Value < 0 || id.Value >= encoder.VocabularySize))
        {
            context.Findings.Add(
                FindingIds.Contradiction, file, id, $"found \"{EndToken}\" {id.Value}, expected a token id from 0 to {encoder.VocabularySize - 1}, as \"vocab_size\" says");
        }

        return id.Value;
    }

    private static JsonText Parse(string file, string text)
    {
        JsonText json = JsonText.Parse(file, text);
        _ = json.Root.GetMembers();
        return json;
    }
}
