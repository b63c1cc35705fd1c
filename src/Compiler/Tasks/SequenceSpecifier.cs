using Sememe.Compiler.Collections;
using Sememe.Compiler.Findings;
using Sememe.CompilerServices;
using Sememe.Families.Heads;
using Sememe.Formats;
using Sememe.Formats.Configs;
using Sememe.Formats.Json;

namespace Sememe.Compiler.Tasks;

/// <summary>config.json of a …ForSequenceClassification → classes, a value, or the score of a pair.</summary>
internal static class SequenceSpecifier
{
    private const string ProblemType = "problem_type";
    private const string SingleLabel = "single_label_classification";
    private const string MultiLabel = "multi_label_classification";
    private const string Regression = "regression";

    public static TaskSpec Specify(TaskContext context)
    {
        if (context.Config is not { } config)
        {
            return new ClassifyingTask();
        }

        EquatableArray<LabelSpec> labels = LabelSpecifier.Specify(config, context.Findings);
        string? problem = ReadProblemType(config, context.Findings);
        HeadSpec? head = HeadSpecifier.Specify(context, HeadKind.SequenceClassification, labels.Count);
        if (labels.Count == 1 && problem is null or Regression)
        {
            return new ScoringTask
            {
                Head = head,
                IsRegression = problem is Regression,
                Scores = problem is Regression ? ScoreFunction.Identity : CrossEncoderScores(config, context.Findings),
            };
        }

        if (problem is Regression)
        {
            context.Findings.Add(
                FindingIds.NotModelled, config.File, config.Root.OptionalString(ProblemType)!.Value, $"a regression to {labels.Count} values at once is not modelled, only to one");
        }

        return new ClassifyingTask { Head = head, Labels = labels, Scores = problem is MultiLabel || labels.Count == 1 ? ScoreFunction.Sigmoid : ScoreFunction.Softmax };
    }

    private static string? ReadProblemType(ModelConfig config, FindingList findings)
    {
        Located<string>? type = config.Root.OptionalString(ProblemType);
        if (type is { } stated && stated.Value is not (SingleLabel or MultiLabel or Regression))
        {
            findings.Add(FindingIds.NotModelled, config.File, stated, $"found \"{ProblemType}\" \"{stated.Value}\", expected {SingleLabel}, {MultiLabel} or {Regression}");
        }

        return type?.Value;
    }

    /// <summary>What CrossEncoder of sentence-transformers does with one logit: a sigmoid, unless config.json says otherwise.</summary>
    private static ScoreFunction CrossEncoderScores(ModelConfig config, FindingList findings)
    {
        Located<string>? name = config.Root.OptionalString("sbert_ce_default_activation_function");
        if (config.Root.TryGetStated("sentence_transformers", out JsonValue section) && section.Kind == JsonKind.Object)
        {
            name = section.OptionalString("activation_fn") ?? name;
        }

        if (name is not { } stated)
        {
            return ScoreFunction.Sigmoid;
        }

        if (TorchActivations.TryGet(stated.Value, out Activation? activation) && (activation is null || activation == Activation.Sigmoid))
        {
            return activation is null ? ScoreFunction.Identity : ScoreFunction.Sigmoid;
        }

        findings.Add(FindingIds.NotModelled, config.File, stated, $"the activation \"{stated.Value}\" of a cross-encoder is not modelled; modelled are Identity and Sigmoid");
        return ScoreFunction.Sigmoid;
    }
}
