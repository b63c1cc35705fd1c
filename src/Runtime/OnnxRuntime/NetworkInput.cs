using Sememe.OnnxRuntime.Native;

namespace Sememe.OnnxRuntime;

/// <summary>What an input of a graph takes.</summary>
internal enum InputContent
{
    TokenIds,
    AttentionMask,
    TypeIds,
    PositionIds,
}

/// <summary>An input of a graph.</summary>
/// <param name="Content">What it takes.</param>
/// <param name="Type">int64 or int32.</param>
internal readonly record struct NetworkInput(InputContent Content, OnnxElementType Type)
{
    /// <summary>Bytes of one element.</summary>
    public int ElementSize => Type == OnnxElementType.Int64 ? sizeof(long) : sizeof(int);

    /// <summary>Writes the input of one sequence.</summary>
    /// <param name="source">What the batch says; empty where it says nothing: no type (0), nothing masked (1), positions one after the other.</param>
    /// <param name="tokens">Number of tokens.</param>
    /// <param name="destination">Memory for as many elements.</param>
    public unsafe void Write(ReadOnlySpan<int> source, int tokens, void* destination)
    {
        if (Content == InputContent.PositionIds)
        {
            WritePositions(tokens, destination);
            return;
        }

        int missing = Content == InputContent.AttentionMask ? 1 : 0;
        if (Type == OnnxElementType.Int64)
        {
            Span<long> elements = new(destination, tokens);
            elements.Fill(missing);
            for (int i = 0; i < source.Length; i++)
            {
                elements[i] = source[i];
            }
        }
        else
        {
            Span<int> elements = new(destination, tokens);
            elements.Fill(missing);
            source.CopyTo(elements);
        }
    }

    private unsafe void WritePositions(int tokens, void* destination)
    {
        for (int i = 0; i < tokens; i++)
        {
            if (Type == OnnxElementType.Int64)
            {
                ((long*)destination)[i] = i;
            }
            else
            {
                ((int*)destination)[i] = i;
            }
        }
    }

    /// <summary>Recognizes an input by name.</summary>
    /// <exception cref="ModelFormatException">It is of no kind that is known.</exception>
    public static NetworkInput Of(string file, SessionPort port)
    {
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
            throw new ModelFormatException(
                file,
                $"found the input {port}, expected {PortNames.TokenIds}, {PortNames.AttentionMask}, {PortNames.TypeIds} and {PortNames.PositionIds}, Int64 or Int32 [sequences × tokens]");
        }

        return new NetworkInput(content.Value, port.Type);
    }
}
