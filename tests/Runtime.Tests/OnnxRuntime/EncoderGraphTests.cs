using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Formats.Tensors;
using Sememe.OnnxRuntime;
using Sememe.Runtime.Tests.Families;
using Sememe.Testing;
using Sememe.Weights;

namespace Sememe.Runtime.Tests.OnnxRuntime;

public sealed class EncoderGraphTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sememe-compose");

    public void Dispose() => _folder.Delete(recursive: true);

    public static TheoryData<string, string> HalfPrecision()
    {
        TheoryData<string, string> cases = [];
        foreach (string model in Small.Models)
        {
            cases.Add(model, "F16");
            cases.Add(model, "BF16");
        }

        return cases;
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [MemberData(nameof(HalfPrecision))]
    public void Half_precision_weights_count_as_the_float32_numbers_they_are(string model, string type)
    {
        EncoderSpec spec = Networks.Spec(model);
        string half = Write(model, type, type);
        string single = Write(model, type, "F32");
        using OnnxRuntimeNetwork expected = Networks.Compose(single, spec);
        using OnnxRuntimeNetwork actual = Networks.Compose(half, spec);

        AssertEqual(spec, model, expected, actual);
    }

    [SharedTheory]
    [MemberData(nameof(HalfPrecision))]
    public void They_do_so_on_simd_too(string model, string type)
    {
        EncoderSpec spec = Networks.Spec(model);
        using SimdNetwork expected = SimdNetwork.Create(spec, ModelWeights.Open(Write(model, type, "F32"), "model.safetensors", spec, copy: false));
        using SimdNetwork actual = SimdNetwork.Create(spec, ModelWeights.Open(Write(model, type, type), "model.safetensors", spec, copy: false));

        AssertEqual(spec, model, expected, actual);
    }

    private static void AssertEqual(EncoderSpec spec, string model, Network expected, Network actual)
    {
        GoldenCase golden = GoldenTensors.ReadSmall(model).Cases[0];
        LayerSet all = LayerSet.Range(0, spec.Layers);

        Assert.Equal(expected.Run(spec, golden, all), actual.Run(spec, golden, all));
    }

    /// <summary>Copies the small model's weights rounded to one type, stored as another, into a folder of its own.</summary>
    private string Write(string model, string rounded, string stored)
    {
        string source = TestPaths.InShared("models", model);
        byte[] bytes = File.ReadAllBytes(Path.Combine(source, "model.safetensors"));
        StringBuilder header = new("{");
        using MemoryStream data = new();
        foreach (TensorEntry tensor in WeightsFile.Read(source, "model.safetensors").Tensors.Tensors.Where(static t => t.Type == ElementType.Float32))
        {
            long start = data.Position;
            foreach (float number in MemoryMarshal.Cast<byte, float>(bytes.AsSpan((int)tensor.Offset, (int)tensor.ByteLength)))
            {
                data.Write(Encode(number, rounded, stored));
            }

            header.Append(header.Length > 1 ? "," : "").Append(
                $"\"{tensor.Name}\":{{\"dtype\":\"{stored}\",\"shape\":[{string.Join(",", tensor.Shape.AsSpan().ToArray())}],\"data_offsets\":[{start},{data.Position}]}}");
        }

        byte[] text = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        string folder = _folder.CreateSubdirectory($"{rounded}-{stored}").FullName;
        byte[] length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        File.WriteAllBytes(Path.Combine(folder, "model.safetensors"), [.. length, .. text, .. data.ToArray()]);
        return folder;
    }

    private static byte[] Encode(float number, string rounded, string stored)
    {
        byte[] bfloat = BitConverter.GetBytes(number)[2..];
        return (rounded, stored) switch
        {
            ("F16", "F16") => BitConverter.GetBytes((Half)number),
            ("F16", _) => BitConverter.GetBytes((float)(Half)number),
            ("BF16", "BF16") => bfloat,
            _ => [0, 0, .. bfloat],
        };
    }
}
