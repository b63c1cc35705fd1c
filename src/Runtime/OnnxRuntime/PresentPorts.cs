using Sememe.CompilerServices;
using Sememe.OnnxRuntime.Native;

namespace Sememe.OnnxRuntime;

/// <summary>The outputs of a graph that are keys and values of all tokens so far, named as Optimum exports them.</summary>
internal static class PresentPorts
{
    /// <summary>Finds the output of each key and value that the graph takes.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="inputs">What the graph takes.</param>
    /// <param name="session">The session.</param>
    /// <param name="spec">The network.</param>
    /// <returns>Places among the session's outputs, keys and values layer by layer; empty when the graph takes none.</returns>
    /// <exception cref="ModelFormatException">The graph takes or gives those of some layers only, or in another form.</exception>
    public static int[] Find(string file, NetworkInput[] inputs, OnnxSession session, EncoderSpec spec)
    {
        int taken = inputs.Count(static input => input.Content == InputContent.Past);
        if (taken == 0)
        {
            return [];
        }

        int[] outputs = [.. Enumerable.Repeat(-1, 2 * spec.Layers)];
        for (int i = 0; i < session.Outputs.Count; i++)
        {
            if (PortNames.TryParsePresent(session.Outputs[i].Name, out int tensor) && tensor < outputs.Length && IsKeyOrValue(session.Outputs[i], spec))
            {
                outputs[tensor] = i;
            }
        }

        // Names of inputs are those of different tensors, each below the number of all.
        if (taken != outputs.Length || outputs.Contains(-1))
        {
            throw new ModelFormatException(
                file,
                $"found the inputs {string.Join(", ", session.Inputs)} and the outputs {string.Join(", ", session.Outputs)}, expected {PortNames.Past(0)} to {PortNames.Past(outputs.Length - 1)} and"
                + $" {PortNames.Present(0)} to {PortNames.Present(outputs.Length - 1)} of the {spec.Layers} layers, Float32 [? × {spec.Heads} × ? × {spec.HeadSize}]; export the model with its past, or without");
        }

        return outputs;
    }

    /// <summary>True for [sequences × heads × tokens × head size], as far as the graph states sizes.</summary>
    public static bool IsKeyOrValue(SessionPort port, EncoderSpec spec) =>
        port.Type == OnnxElementType.Float32 && port.Dimensions is [_, var heads, _, var size] && (heads < 0 || heads == spec.Heads) && (size < 0 || size == spec.HeadSize);
}
