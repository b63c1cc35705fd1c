using Sememe.Formats.Json;
using Sememe.Formats.Onnx;

namespace Sememe.Formats.Tensors;

/// <summary>Reads a <see cref="WeightsManifest"/>.</summary>
internal static class WeightsManifestReader
{
    public static WeightsManifest Read(JsonValue root)
    {
        JsonValue format = root.GetMember("format");
        if (format.GetInt32() != WeightsManifest.Format)
        {
            throw format.Unexpected($"{WeightsManifest.Format}; another version of the package wrote this file: rebuild");
        }

        string file = root.GetMember("file").GetString();
        return root.TryGetMember("problem", out JsonValue problem)
            ? new WeightsManifest(file, null, ReadProblem(problem))
            : new WeightsManifest(file, ReadContent(root, file), null);
    }

    private static ModelFormatException ReadProblem(JsonValue problem)
    {
        string file = problem.GetMember("file").GetString();
        string message = problem.GetMember("message").GetString();
        return problem.TryGetMember("offset", out JsonValue offset)
            ? ModelFormatException.At(file, offset.GetInt64(), message)
            : problem.TryGetMember("line", out JsonValue line) && problem.TryGetMember("column", out JsonValue column)
            ? ModelFormatException.At(file, line.GetInt32(), column.GetInt32(), message)
            : new ModelFormatException(file, message);
    }

    private static WeightsFile ReadContent(JsonValue root, string file)
    {
        IReadOnlyList<TensorEntry> tensors = ReadList(root.GetMember("tensors"), value => ReadTensor(value, file));
        HashSet<string> names = new(tensors.Select(static t => t.Name), StringComparer.Ordinal);
        if (names.Count != tensors.Count)
        {
            throw root.GetMember("tensors").Error("found a tensor a second time, expected each name once");
        }

        OnnxGraph? graph = root.TryGetMember("nodes", out JsonValue nodes)
            ? new OnnxGraph(ReadList(root.GetMember("inputs"), ReadValue), ReadList(root.GetMember("outputs"), ReadValue), ReadList(nodes, ReadNode))
            : null;
        return new WeightsFile(new TensorDirectory(file, root.GetMember("length").GetInt64(), tensors), graph);
    }

    private static TensorEntry ReadTensor(JsonValue value, string file) =>
        new(
            value.GetMember("name").GetString(),
            ReadType(value.GetMember("type")),
            ReadShape(value.GetMember("shape")),
            value.OptionalString("file")?.Value ?? file,
            value.GetMember("offset").GetInt64(),
            value.GetMember("bytes").GetInt64())
        {
            Inline = value.OptionalString("inline")?.Value,
        };

    private static TensorShape ReadShape(JsonValue value)
    {
        TensorShape shape = new(ReadList(value, static size => size.GetInt64()));
        return shape.TryCount(out _) ? shape : throw value.Error($"found the shape {shape}, expected one that memory can hold");
    }

    private static OnnxValue ReadValue(JsonValue value) =>
        new(
            value.GetMember("name").GetString(),
            value.TryGetStated("type", out JsonValue type) ? ReadType(type) : null,
            ReadList(value.GetMember("shape"), ReadDimension));

    private static OnnxDimension ReadDimension(JsonValue value) => value.Kind switch
    {
        JsonKind.Number => new OnnxDimension(value.GetInt64(), null),
        JsonKind.Null => new OnnxDimension(null, null),
        _ => new OnnxDimension(null, value.GetString()),
    };

    private static OnnxNode ReadNode(JsonValue value) =>
        new(
            value.GetMember("op").GetString(),
            value.OptionalString("domain")?.Value ?? "",
            ReadList(value.GetMember("in"), static name => name.GetString()),
            ReadList(value.GetMember("out"), static name => name.GetString()),
            value.TryGetStated("attributes", out JsonValue attributes) ? ReadList(attributes, ReadAttribute) : []);

    private static OnnxAttribute ReadAttribute(JsonValue value) =>
        new(
            value.GetMember("name").GetString(),
            value.TryGetStated("int", out JsonValue integer) ? integer.GetInt64() : null,
            (float?)value.OptionalDouble("float")?.Value,
            value.TryGetStated("ints", out JsonValue integers) ? ReadList(integers, static number => number.GetInt64()) : null);

    private static ElementType ReadType(JsonValue value) =>
        Enum.TryParse(value.GetString(), out ElementType type) && value.StringEquals(type.ToString()) ? type : throw value.Unexpected("an element type");

    private static T[] ReadList<T>(JsonValue array, Func<JsonValue, T> read)
    {
        T[] items = new T[array.Count];
        int index = 0;
        foreach (JsonValue item in array.GetItems())
        {
            items[index++] = read(item);
        }

        return items;
    }
}
