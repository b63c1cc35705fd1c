using Sememe.Compiler.Findings;
using Sememe.CompilerServices;

namespace Sememe.Compiler.Tasks;

/// <summary>config.json of a …ForQuestionAnswering → the task.</summary>
internal static class AnsweringSpecifier
{
    private const int BeginAndEnd = 2;

    public static AnsweringTask Specify(TaskContext context)
    {
        if (context.Config is { } config && LabelSpecifier.StatedCount(config) is { } count && count.Value != BeginAndEnd)
        {
            context.Findings.Add(FindingIds.Contradiction, config.File, count, $"found {count.Value} labels, expected {BeginAndEnd}, for begin and end of an answer");
        }

        return new AnsweringTask { Head = HeadSpecifier.Specify(context, HeadKind.QuestionAnswering, BeginAndEnd) };
    }
}
