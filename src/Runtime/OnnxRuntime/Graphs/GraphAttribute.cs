namespace Sememe.OnnxRuntime.Graphs;

/// <summary>An attribute of a node; exactly one of the values is not null.</summary>
internal readonly record struct GraphAttribute(string Name, long? Integer = null, float? Float = null, IReadOnlyList<long>? Integers = null, GraphBuilder? Graph = null)
{
    // AttributeProto.AttributeType
    private const int TypeFloat = 1;
    private const int TypeInteger = 2;
    private const int TypeGraph = 5;
    private const int TypeIntegers = 7;

    /// <summary>Writes an <c>AttributeProto</c>.</summary>
    public void Write(ProtoWriter proto)
    {
        proto.Text(1, Name);
        if (Float is { } number)
        {
            proto.Float(2, number);
            proto.Integer(20, TypeFloat);
        }
        else if (Integers is not null)
        {
            foreach (long item in Integers)
            {
                proto.Integer(8, item);
            }

            proto.Integer(20, TypeIntegers);
        }
        else if (Graph is not null)
        {
            proto.Bytes(6, Graph.BuildGraph());
            proto.Integer(20, TypeGraph);
        }
        else
        {
            proto.Integer(3, Integer ?? throw new InvalidOperationException($"Attribute '{Name}' has no value."));
            proto.Integer(20, TypeInteger);
        }
    }
}
