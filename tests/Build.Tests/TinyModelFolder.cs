using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Sememe.Compiler.Tests;
using Sememe.Families;
using Sememe.Families.Weights;

namespace Sememe.Build.Tests;

/// <summary><see cref="TinyModel"/> as a folder on disk, with weights that run.</summary>
internal static class TinyModelFolder
{
    private const int HeaderLengthBytes = 8;

    public static void Write(string folder)
    {
        foreach ((string path, string text) in new TinyModel().Files.Where(static file => !file.Key.StartsWith('(')))
        {
            string file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        WriteWeights(Path.Combine(folder, "model.safetensors"));
    }

    /// <summary>Every number is a small one that depends on its place: what comes out is not all zero and always the same.</summary>
    private static void WriteWeights(string path)
    {
        Dictionary<string, object> header = [];
        List<byte> numbers = [];
        Family family = Family.Of(TinyModel.Encoder());
        foreach (WeightSlot slot in family.Slots(TinyModel.Encoder()))
        {
            int start = numbers.Count;
            byte[] number = new byte[sizeof(float)];
            for (int i = 0; i < slot.Shape.Count; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(number, MathF.Sin((start / sizeof(float)) + i) / 2);
                numbers.AddRange(number);
            }

            header.Add(slot.Names[0], new { dtype = "F32", shape = slot.Shape.AsSpan().ToArray(), data_offsets = new[] { start, numbers.Count } });
        }

        Write(path, header, numbers);
    }

    /// <summary>A file of tensors of one number each.</summary>
    public static void WriteSafetensors(string path, params string[] names) =>
        Write(
            path,
            names.Select(static (name, i) => (name, entry: (object)new { dtype = "F32", shape = new[] { 1 }, data_offsets = new[] { i * sizeof(float), (i + 1) * sizeof(float) } }))
                .ToDictionary(static pair => pair.name, static pair => pair.entry),
            [.. new byte[names.Length * sizeof(float)]]);

    private static void Write(string path, Dictionary<string, object> header, List<byte> numbers)
    {
        byte[] json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(header));
        byte[] length = new byte[HeaderLengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        File.WriteAllBytes(path, [.. length, .. json, .. numbers]);
    }
}
