using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.OnnxRuntime.Native;

namespace Sememe.OnnxRuntime;

/// <summary>The outputs of a graph that are the logits of its head, named as Optimum and transformers export them.</summary>
/// <param name="Form">What they are.</param>
/// <param name="Outputs">Their places among the session's outputs.</param>
/// <param name="Width">Numbers per sequence or token; 1 where begins and ends have an output each.</param>
internal sealed record LogitsPorts(LogitsForm Form, int[] Outputs, int Width)
{
    /// <summary>A graph without a head.</summary>
    public static LogitsPorts None { get; } = new(LogitsForm.None, [], 0);

    /// <exception cref="ModelFormatException">The graph does not have them, or they are of another shape.</exception>
    public static LogitsPorts Find(string file, IReadOnlyList<SessionPort> outputs, HeadSpec head)
    {
        bool isAnswer = head.Kind == HeadKind.QuestionAnswering;
        string[] names = isAnswer ? [PortNames.StartLogits, PortNames.EndLogits] : [PortNames.Logits];
        int width = isAnswer ? 1 : head.Outputs;
        int rank = !isAnswer && head.Tokens == HeadTokens.All ? 3 : 2;
        int[] found = [.. names.Select(name => IndexOf(outputs, name))];
        foreach (int output in found)
        {
            if (output < 0 || outputs[output].Type != OnnxElementType.Float32 || outputs[output].Dimensions.Count != rank
                || (!isAnswer && outputs[output].Dimensions[rank - 1] >= 0 && outputs[output].Dimensions[rank - 1] != width))
            {
                throw new ModelFormatException(
                    file,
                    $"found the outputs {string.Join(", ", outputs)}, expected {string.Join(" and ", names)} (Float32 [{string.Join(" × ", Enumerable.Repeat("?", rank - 1))} × {(isAnswer ? "?" : width)}]);"
                    + " export the model with its head");
            }
        }

        return new LogitsPorts(isAnswer ? LogitsForm.StartAndEnd : rank == 3 ? LogitsForm.PerToken : LogitsForm.PerSequence, found, width);
    }

    private static int IndexOf(IReadOnlyList<SessionPort> outputs, string name)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            if (outputs[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
