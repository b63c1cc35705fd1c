using Sememe.Compiler;
using Sememe.Compiler.Tasks;

namespace Sememe.Generator.Emit.Tasks;

/// <summary>Answers in a text.</summary>
internal sealed class AnsweringEmitter(AnsweringTask task) : HeadEmitter(task.Head)
{
    private const string Answer = "Answer(ReadOnlySpan<char>,ReadOnlySpan<char>,AnswerOptions)";
    private const string AnswerSpan = "Answer(ReadOnlySpan<char>,ReadOnlySpan<char>,Span<Answer>,AnswerOptions)";

    private const string Documentation =
        """
        <param name="question">The question.</param>
        <param name="context">The text to look in, of any length.</param>
        """;

    private const string Failures =
        """
        <param name="options">How answers are looked for.</param>
        <exception cref="global::System.ArgumentException">The question leaves no room for the context, or the options contradict each other.</exception>
        """;

    public override string RuntimeClass => "QuestionAnswerer";

    /// <summary>Keys of the members.</summary>
    public static IReadOnlyList<string> Members { get; } = [Answer, AnswerSpan];

    public override IReadOnlyList<string> Surface { get; } = [.. Emit.Surface.Network, .. Members];

    public override void WriteMembers(MemberWriter members)
    {
        members.Member(
            Answer,
            $"""
            <summary>The best answer to a question in a text.</summary>
            {Documentation}
            {Failures}
            """,
            members.IsSound
                ? $$"""
                    public global::Sememe.Answer Answer({{Text}} question, {{Text}} context, global::Sememe.AnswerOptions options = default)
                    {
                        global::Sememe.Answer answer = default;
                        __model.Answer(question, context, new global::System.Span<global::Sememe.Answer>(ref answer), options);
                        return answer;
                    }
                    """
                : $"public global::Sememe.Answer Answer({Text} question, {Text} context, global::Sememe.AnswerOptions options = default) " + members.Body(""));
        members.Member(
            AnswerSpan,
            $"""
            <summary>The best answers to a question in a text, the best first.</summary>
            {Documentation}
            <param name="best">Takes the answers, as many as fit.</param>
            {Failures}
            """,
            $"public global::Sememe.SpanInfo Answer({Text} question, {Text} context, global::System.Span<global::Sememe.Answer> best, global::Sememe.AnswerOptions options = default) "
                + members.Body("__model.Answer(question, context, best, options)"));
    }

    public override string Facts(ModelSpec specification) => "answers to questions in a text";
}
