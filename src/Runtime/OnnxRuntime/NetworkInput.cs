using Sememe.CompilerServices;
using Sememe.OnnxRuntime.Native;

namespace Sememe.OnnxRuntime;

/// <summary>An input of a graph.</summary>
/// <param name="Content">What it takes.</param>
/// <param name="Type">Of one element.</param>
/// <param name="Tensor">Of keys and values, which: 2 · layer for keys, one more for values.</param>
internal readonly record struct NetworkInput(InputContent Content, OnnxElementType Type, int Tensor = 0)
{
    /// <summary>Bytes of one element.</summary>
    public int ElementSize => Type == OnnxElementType.Int64 ? sizeof(long) : Type == OnnxElementType.Bool ? sizeof(bool) : sizeof(int);

    /// <summary>Elements of a sequence's input that is made of whole numbers.</summary>
    /// <param name="past">Tokens before.</param>
    /// <param name="tokens">Number of tokens.</param>
    public int Count(int past, int tokens) => Content == InputContent.AttentionMask ? past + tokens : tokens;

    /// <summary>Writes an input of one sequence that is made of whole numbers.</summary>
    /// <param name="source">What the batch says; empty where it says nothing: no type (0), nothing masked (1), positions one after the other.</param>
    /// <param name="past">Tokens before.</param>
    /// <param name="tokens">Number of tokens.</param>
    /// <param name="destination">Memory for <see cref="Count"/> elements.</param>
    public unsafe void Write(ReadOnlySpan<int> source, int past, int tokens, void* destination)
    {
        if (Content == InputContent.PositionIds)
        {
            WritePositions(past, tokens, destination);
            return;
        }

        int missing = Content == InputContent.AttentionMask ? 1 : 0;
        int count = Count(past, tokens);
        if (Type == OnnxElementType.Int64)
        {
            Span<long> elements = new(destination, count);
            elements.Fill(missing);
            for (int i = 0; i < source.Length; i++)
            {
                elements[i] = source[i];
            }
        }
        else
        {
            Span<int> elements = new(destination, count);
            elements.Fill(missing);
            source.CopyTo(elements);
        }
    }

    private unsafe void WritePositions(int past, int tokens, void* destination)
    {
        for (int i = 0; i < tokens; i++)
        {
            if (Type == OnnxElementType.Int64)
            {
                ((long*)destination)[i] = past + i;
            }
            else
            {
                ((int*)destination)[i] = past + i;
            }
        }
    }

    /// <summary>Recognizes an input by name.</summary>
    /// <exception cref="ModelFormatException">It is of no kind that is known.</exception>
    public static NetworkInput Of(string file, SessionPort port, EncoderSpec spec)
    {
        if (PortNames.TryParsePast(port.Name, out int tensor) && tensor < 2 * spec.Layers && PresentPorts.IsKeyOrValue(port, spec))
        {
            return new NetworkInput(InputContent.Past, port.Type, tensor);
        }

        if (port is { Name: PortNames.HasPast, Type: OnnxElementType.Bool, Dimensions: [-1 or 1] })
        {
            return new NetworkInput(InputContent.HasPast, port.Type);
        }

        if (spec.Elmo is { } elmo && port is { Name: PortNames.Characters, Type: OnnxElementType.Int32, Dimensions: [_, var length] } && length == elmo.WordLength)
        {
            return new NetworkInput(InputContent.Characters, port.Type);
        }

        InputContent? content = port.Name switch
        {
            PortNames.TokenIds => InputContent.TokenIds,
            PortNames.AttentionMask => InputContent.AttentionMask,
            PortNames.TypeIds => InputContent.TypeIds,
            PortNames.PositionIds => InputContent.PositionIds,
            _ => null,
        };
        if (content is null || port.Type is not (OnnxElementType.Int64 or OnnxElementType.Int32) || port.Dimensions.Count != 2)
        {
            string past = spec.IsCacheable
                ? $", and keys and values of the tokens before as {PortNames.Past(0)} to {PortNames.Past((2 * spec.Layers) - 1)}, Float32 [sequences × {spec.Heads} × tokens × {spec.HeadSize}]"
                : "";
            throw new ModelFormatException(
                file,
                $"found the input {port}, expected {PortNames.TokenIds}, {PortNames.AttentionMask}, {PortNames.TypeIds} and {PortNames.PositionIds}, Int64 or Int32 [sequences × tokens]{past}");
        }

        return new NetworkInput(content.Value, port.Type);
    }
}
