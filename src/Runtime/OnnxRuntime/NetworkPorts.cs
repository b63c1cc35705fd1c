using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.OnnxRuntime.Native;

namespace Sememe.OnnxRuntime;

/// <summary>Which input of a session takes what, and which output is which hidden state.</summary>
internal sealed class NetworkPorts
{
    private readonly int[] _outputOfLayer;
    private readonly int _lastOutput;

    private NetworkPorts(NetworkInput[] inputs, Utf8Names inputNames, Utf8Names outputNames, int[] outputOfLayer, int lastOutput)
    {
        Inputs = inputs;
        InputNames = inputNames;
        OutputNames = outputNames;
        _outputOfLayer = outputOfLayer;
        _lastOutput = lastOutput;
        for (int layer = 0; layer < outputOfLayer.Length; layer++)
        {
            Layers |= outputOfLayer[layer] >= 0 ? LayerSet.Of(layer) : default;
        }

        Layers |= lastOutput >= 0 ? LayerSet.Last : default;
    }

    /// <summary>The inputs in the session's order.</summary>
    public NetworkInput[] Inputs { get; }

    /// <summary>Names of <see cref="Inputs"/>.</summary>
    public Utf8Names InputNames { get; }

    /// <summary>Names of all outputs of the session.</summary>
    public Utf8Names OutputNames { get; }

    /// <summary>The logits that there are.</summary>
    public LogitsForm Logits { get; private init; }

    /// <summary>The outputs that are the logits: one, or begins and ends.</summary>
    public int[] LogitsOutputs { get; private init; } = [];

    /// <summary>Logits per sequence or token; 1 where begins and ends have an output each.</summary>
    public int LogitsWidth { get; private init; }

    /// <summary>The outputs that are keys and values of all tokens so far, layer by layer; empty when the graph takes none of tokens before.</summary>
    public int[] PresentOutputs { get; private init; } = [];

    /// <summary>The hidden states that there are.</summary>
    public LayerSet Layers { get; }

    /// <summary>The output that is the hidden state of a layer.</summary>
    public int OutputOf(int layer) => _outputOfLayer[layer];

    /// <summary>The output that is the last hidden state.</summary>
    public int LastOutput => _lastOutput;

    /// <summary>Finds out what a session's inputs and outputs are.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="session">The session.</param>
    /// <param name="spec">The network that it should be.</param>
    /// <param name="head">The head that it should have; null for none.</param>
    /// <exception cref="ModelFormatException">An input is not known, no output is a hidden state of the network, or none has the head's logits.</exception>
    public static NetworkPorts Find(string file, OnnxSession session, EncoderSpec spec, HeadSpec? head = null)
    {
        NetworkInput[] inputs = [.. session.Inputs.Select(port => NetworkInput.Of(file, port, spec))];
        (InputContent text, string textName) = spec.Elmo is null ? (InputContent.TokenIds, PortNames.TokenIds) : (InputContent.Characters, PortNames.Characters);
        if (!inputs.Any(input => input.Content == text))
        {
            throw new ModelFormatException(file, $"found the inputs {string.Join(", ", session.Inputs)}, expected {textName} among them");
        }

        if (spec.PaddingId >= 0 && inputs.Any(static input => input.Content == InputContent.PositionIds))
        {
            throw new ModelFormatException(file, $"found the input {PortNames.PositionIds}, expected a graph that counts positions itself, from the padding token on; export it without");
        }

        int[] outputOfLayer = [.. Enumerable.Repeat(-1, spec.Layers + 1)];
        for (int i = 0; i < session.Outputs.Count; i++)
        {
            if (PortNames.TryParseHiddenState(session.Outputs[i].Name, out int layer) && layer <= spec.Layers && IsHiddenState(session.Outputs[i], spec))
            {
                outputOfLayer[layer] = i;
            }
        }

        int last = FindLast(session.Outputs, spec);
        last = last >= 0 ? last : outputOfLayer[spec.Layers];
        LogitsPorts logits = head is null ? LogitsPorts.None : LogitsPorts.Find(file, session.Outputs, head);
        if (last < 0 && head is null)
        {
            throw new ModelFormatException(
                file,
                $"found the outputs {string.Join(", ", session.Outputs)}, expected a hidden state (Float32 [? × ? × {spec.HiddenSize}]) named {string.Join(" or ", PortNames.LastHiddenState)};"
                + " export the model without pooling");
        }

        // Most families hand the last layer's output to the head as it is.
        bool isNormedOnceMore = spec.Norms == NormPlacement.Before && !spec.NormsLastLayer;
        outputOfLayer[spec.Layers] = outputOfLayer[spec.Layers] >= 0 || isNormedOnceMore ? outputOfLayer[spec.Layers] : last;
        return new NetworkPorts(
            inputs,
            new Utf8Names([.. session.Inputs.Select(static port => port.Name)]),
            new Utf8Names([.. session.Outputs.Select(static port => port.Name)]),
            outputOfLayer,
            last)
        {
            Logits = logits.Form,
            LogitsOutputs = logits.Outputs,
            LogitsWidth = logits.Width,
            PresentOutputs = PresentPorts.Find(file, inputs, session, spec),
        };
    }

    /// <summary>By name; failing that, the only output that has the shape.</summary>
    private static int FindLast(IReadOnlyList<SessionPort> outputs, EncoderSpec spec)
    {
        foreach (string name in PortNames.LastHiddenState)
        {
            for (int i = 0; i < outputs.Count; i++)
            {
                if (outputs[i].Name == name && IsHiddenState(outputs[i], spec))
                {
                    return i;
                }
            }
        }

        int[] shaped = [.. Enumerable.Range(0, outputs.Count).Where(i => IsHiddenState(outputs[i], spec))];
        return shaped.Length == 1 ? shaped[0] : -1;
    }

    private static bool IsHiddenState(SessionPort port, EncoderSpec spec) =>
        port.Type == OnnxElementType.Float32 && port.Dimensions.Count == 3 && (port.Dimensions[2] == spec.HiddenSize || port.Dimensions[2] < 0);
}
