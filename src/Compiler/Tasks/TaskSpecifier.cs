using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.CompilerServices;
using Sememe.Formats;

namespace Sememe.Compiler.Tasks;

/// <summary>modules.json, or the class name in config.json → what the model is for.</summary>
internal static class TaskSpecifier
{
    private const string PreTraining = "ForPreTraining";

    /// <summary>By the end of the class name that transformers saved the model under.</summary>
    private static readonly (string Suffix, HeadKind Kind)[] s_heads =
    [
        ("ForSequenceClassification", HeadKind.SequenceClassification),
        ("ForTokenClassification", HeadKind.TokenClassification),
        ("ForQuestionAnswering", HeadKind.QuestionAnswering),
        ("ForMaskedLM", HeadKind.MaskedLanguageModel),
        ("LMHeadModel", HeadKind.CausalLanguageModel),
        ("ForCausalLM", HeadKind.CausalLanguageModel),
        ("MTModel", HeadKind.Translation),
    ];

    /// <summary>Ends of class names that do not stand for a network without a head, though others on "Model" do.</summary>
    private static readonly string[] s_modelsWithHeads = ["HeadModel", "HeadsModel", "MTModel"];

    /// <summary>The task, as far as it is known.</summary>
    public static TaskSpec Specify(TaskContext context)
    {
        if (IsSentenceModel(context.Files.Folder))
        {
            return new SentenceSpecifier(context).Specify();
        }

        if (context.Config is not { Architectures: [Located<string> architecture, ..] })
        {
            return new ContextTask();
        }

        string name = architecture.Value;
        if (name.EndsWith("Model", StringComparison.Ordinal) && !Array.Exists(s_modelsWithHeads, end => name.EndsWith(end, StringComparison.Ordinal)))
        {
            return new ContextTask();
        }

        foreach ((string suffix, HeadKind kind) in s_heads)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return OfHead(context, kind);
            }
        }

        // BERT is published with both of its pre-training heads; the one for masked words is the one that people use.
        if (name.EndsWith(PreTraining, StringComparison.Ordinal))
        {
            return name.StartsWith("Electra", StringComparison.Ordinal) ? new ContextTask() : OfHead(context, HeadKind.MaskedLanguageModel);
        }

        context.Findings.Add(
            FindingIds.NotModelled, context.Config.File, architecture,
            $"the task of \"{name}\" is not modelled; modelled are …Model, {string.Join(", ", s_heads.Select(static head => "…" + head.Suffix))}, and sentence embedding by {ModelFileNames.Modules}");
        return new ContextTask();
    }

    private static TaskSpec OfHead(TaskContext context, HeadKind kind) => kind switch
    {
        HeadKind.SequenceClassification => SequenceSpecifier.Specify(context),
        HeadKind.TokenClassification => TaggingSpecifier.Specify(context),
        HeadKind.QuestionAnswering => AnsweringSpecifier.Specify(context),
        HeadKind.CausalLanguageModel => GeneratingSpecifier.Specify(context),
        HeadKind.Translation => TranslatingSpecifier.Specify(context),
        _ => new FillingTask { Head = HeadSpecifier.Specify(context, kind, context.Encoder?.VocabularySize ?? 1) },
    };

    /// <summary>A file that only sentence-transformers writes says it too: then modules.json is missing.</summary>
    private static bool IsSentenceModel(ModelFolder folder)
    {
        foreach (ModelFile file in folder.Files)
        {
            if (file.Path == ModelFileNames.Modules || ModelFileNames.IsSentenceConfig(file.Path) || file.Path.EndsWith("_Pooling/" + ModelFileNames.Config, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
