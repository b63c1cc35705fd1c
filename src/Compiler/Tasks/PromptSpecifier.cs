using Sememe.Compiler.Findings;
using Sememe.Formats.Configs;

namespace Sememe.Compiler.Tasks;

/// <summary>config_sentence_transformers.json → the prompts.</summary>
internal static class PromptSpecifier
{
    /// <summary>A task with prompts and nothing else.</summary>
    public static SentenceTask Specify(SentenceTransformersConfig config, FindingList findings)
    {
        int defaultPrompt = -1;
        if (config.DefaultPromptName is { } name)
        {
            defaultPrompt = Array.FindIndex(config.Prompts, prompt => prompt.Key.Value == name.Value);
            if (defaultPrompt < 0)
            {
                findings.Add(
                    FindingIds.Contradiction, config.File, name,
                    $"found the default prompt \"{name.Value}\", expected one of the prompts: {string.Join(", ", config.Prompts.Select(static prompt => prompt.Key.Value))}");
            }
        }

        string[] names = [.. config.Prompts.Select(static prompt => prompt.Key.Value)];
        return new SentenceTask
        {
            Prompts = new([.. LabelIdentifiers.Of(["None", .. names]).Skip(1).Select((label, i) => new PromptSpec(label.Name, label.Identifier, config.Prompts[i].Value.Value))]),
            DefaultPrompt = defaultPrompt,
        };
    }
}
