using Sememe.Formats.Protobuf;

namespace Sememe.Formats.Onnx;

/// <summary>What a graph may cost in memory: two bytes of a hostile file can ask for an object of a hundred, hundreds of millions of times.</summary>
internal sealed class OnnxBudget
{
    // A graph of a hundred thousand operators, which is ten times what the largest published ones have.
    private const long Most = 192L << 20;

    // Bytes that an operator with its lists, or a tensor with its shape, takes about; a name's own object is less.
    private const int ItemCost = 200;
    private const int NameCost = 32;
    private const int LongestName = 1 << 14;

    private long _spent;

    /// <summary>Counts a node, a tensor, an attribute, a value.</summary>
    /// <exception cref="ModelFormatException">The graph is larger than any real one.</exception>
    public void ChargeItem(ProtobufReader reader) => Charge(reader, ItemCost);

    /// <summary>Reads a name and counts it.</summary>
    /// <exception cref="ModelFormatException">The name, or the graph, is larger than any real one.</exception>
    public string ReadName(ProtobufReader reader)
    {
        string name = reader.ReadString(LongestName);
        Charge(reader, NameCost + (2 * name.Length));
        return name;
    }

    private void Charge(ProtobufReader reader, long cost)
    {
        _spent += cost;
        if (_spent > Most)
        {
            throw reader.Error(reader.Position, "found more operators, tensors and names than any real graph has, expected fewer");
        }
    }
}
