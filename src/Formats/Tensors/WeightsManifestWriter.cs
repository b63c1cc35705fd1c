using System.Globalization;
using System.Text;
using Sememe.Formats.Json;
using Sememe.Formats.Onnx;

namespace Sememe.Formats.Tensors;

/// <summary>Writes a <see cref="WeightsManifest"/>: one tensor, value or node per line.</summary>
internal static class WeightsManifestWriter
{
    public static string Write(WeightsManifest manifest)
    {
        StringBuilder json = new();
        json.Append("{\n\"format\": ").Append(WeightsManifest.Format).Append(",\n\"file\": ").AppendJsonString(manifest.File);
        if (manifest.Problem is { } problem)
        {
            AppendProblem(json, problem);
        }

        if (manifest.Content is { } content)
        {
            AppendContent(json, content);
        }

        return json.Append("\n}\n").ToString();
    }

    private static void AppendProblem(StringBuilder json, ModelFormatException problem)
    {
        json.Append(",\n\"problem\": {\"file\": ").AppendJsonString(problem.File).Append(", \"message\": ").AppendJsonString(problem.Problem);
        if (problem.Offset is { } offset)
        {
            json.Append(", \"offset\": ").Append(offset);
        }

        if (problem.Line is { } line)
        {
            json.Append(", \"line\": ").Append(line).Append(", \"column\": ").Append(problem.Column ?? 1);
        }

        json.Append('}');
    }

    private static void AppendContent(StringBuilder json, WeightsFile content)
    {
        json.Append(",\n\"length\": ").Append(content.Tensors.Length);
        AppendLines(json, "tensors", content.Tensors.Tensors, tensor => AppendTensor(json, tensor, content.Tensors.File));
        if (content.Graph is { } graph)
        {
            AppendLines(json, "inputs", graph.Inputs, value => AppendValue(json, value));
            AppendLines(json, "outputs", graph.Outputs, value => AppendValue(json, value));
            AppendLines(json, "nodes", graph.Nodes, node => AppendNode(json, node));
        }
    }

    private static void AppendTensor(StringBuilder json, TensorEntry tensor, string file)
    {
        json.Append("{\"name\": ").AppendJsonString(tensor.Name).Append(", \"type\": \"").Append(tensor.Type).Append("\", \"shape\": ");
        AppendList(json, tensor.Shape.AsSpan().ToArray(), size => json.Append(size));
        if (tensor.File != file)
        {
            json.Append(", \"file\": ").AppendJsonString(tensor.File);
        }

        json.Append(", \"offset\": ").Append(tensor.Offset).Append(", \"bytes\": ").Append(tensor.ByteLength);
        if (tensor.Inline is { } inline)
        {
            json.Append(", \"inline\": ").AppendJsonString(inline);
        }

        json.Append('}');
    }

    private static void AppendValue(StringBuilder json, OnnxValue value)
    {
        json.Append("{\"name\": ").AppendJsonString(value.Name);
        if (value.Type is { } type)
        {
            json.Append(", \"type\": \"").Append(type).Append('"');
        }

        json.Append(", \"shape\": ");
        AppendList(json, value.Dimensions, dimension => AppendDimension(json, dimension));
        json.Append('}');
    }

    private static void AppendDimension(StringBuilder json, OnnxDimension dimension)
    {
        if (dimension.Size is { } size)
        {
            json.Append(size);
        }
        else if (dimension.Symbol is { } symbol)
        {
            json.AppendJsonString(symbol);
        }
        else
        {
            json.Append("null");
        }
    }

    private static void AppendNode(StringBuilder json, OnnxNode node)
    {
        json.Append("{\"op\": ").AppendJsonString(node.Operator);
        if (node.Domain.Length > 0)
        {
            json.Append(", \"domain\": ").AppendJsonString(node.Domain);
        }

        json.Append(", \"in\": ");
        AppendList(json, node.Inputs, name => json.AppendJsonString(name));
        json.Append(", \"out\": ");
        AppendList(json, node.Outputs, name => json.AppendJsonString(name));
        if (node.Attributes.Count > 0)
        {
            json.Append(", \"attributes\": ");
            AppendList(json, node.Attributes, attribute => AppendAttribute(json, attribute));
        }

        json.Append('}');
    }

    private static void AppendAttribute(StringBuilder json, OnnxAttribute attribute)
    {
        json.Append("{\"name\": ").AppendJsonString(attribute.Name);
        if (attribute.Integer is { } integer)
        {
            json.Append(", \"int\": ").Append(integer);
        }

        // JSON has no infinities; no operator that is read here takes one.
        if (attribute.Number is { } number && !float.IsNaN(number) && !float.IsInfinity(number))
        {
            json.Append(", \"float\": ").Append(number.ToString("G9", CultureInfo.InvariantCulture));
        }

        if (attribute.Integers is { } integers)
        {
            json.Append(", \"ints\": ");
            AppendList(json, integers, value => json.Append(value));
        }

        json.Append('}');
    }

    private static void AppendLines<T>(StringBuilder json, string name, IReadOnlyList<T> items, Action<T> append)
    {
        json.Append(",\n\"").Append(name).Append("\": [");
        for (int i = 0; i < items.Count; i++)
        {
            json.Append(i == 0 ? "\n" : ",\n");
            append(items[i]);
        }

        json.Append(']');
    }

    private static void AppendList<T>(StringBuilder json, IReadOnlyList<T> items, Action<T> append)
    {
        json.Append('[');
        for (int i = 0; i < items.Count; i++)
        {
            json.Append(i == 0 ? "" : ", ");
            append(items[i]);
        }

        json.Append(']');
    }
}
