using Sememe.Formats.Hdf5;
using Sememe.Formats.Tensors;
using Sememe.Testing;

namespace Sememe.Formats.Tests.Hdf5;

public sealed class Hdf5ReaderTests
{
    [SharedFact]
    public void A_file_of_h5py_lists_what_the_same_weights_as_safetensors_hold()
    {
        string folder = TestPaths.InShared("models", "elmo");
        TensorDirectory expected = WeightsFile.Read(folder, "model.safetensors").Tensors;

        TensorDirectory read = WeightsFile.Read(folder, "weights.hdf5").Tensors;

        Assert.Equal(expected.Tensors.Select(static t => t.Name).Order(StringComparer.Ordinal), read.Tensors.Select(static t => t.Name).Where(static n => n.Length > 0).Order(StringComparer.Ordinal));
        Assert.All(read.Tensors, tensor =>
        {
            Assert.True(expected.TryGet(tensor.Name, out TensorEntry? other));
            Assert.Equal((other.Type, other.Shape), (tensor.Type, tensor.Shape));
            Assert.Equal(BytesOf(folder, other), BytesOf(folder, tensor));
        });
    }

    [SharedFact]
    public void A_manifest_says_what_the_file_says()
    {
        WeightsManifest written = WeightsManifest.Of(TestPaths.InShared("models", "elmo"), "weights.hdf5");

        WeightsManifest read = WeightsManifest.Parse("weights.txt", written.ToText());

        Assert.Equal(written.Content!.Tensors.Tensors, read.Content!.Tensors.Tensors);
    }

    [Fact]
    public void The_newer_layout_is_read()
    {
        byte[] file = Hdf5File.Build();

        TensorEntry tensor = Assert.Single(Read(file).Tensors);

        Assert.Equal(new TensorEntry("g/d", ElementType.Float32, new TensorShape(2), "f", file.Length - 8, 8), tensor);
    }

    [Fact]
    public void Numbers_in_the_header_are_found_there()
    {
        TensorEntry tensor = Assert.Single(Read(Hdf5File.Build(layout: [3, 0, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8])).Tensors);

        Assert.Equal(8, tensor.ByteLength);
        Assert.Equal(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, Hdf5File.Build(layout: [3, 0, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8])[(int)tensor.Offset..][..8]);
    }

    [Fact]
    public void A_chunked_dataset_is_an_error() => Fails(Hdf5File.Build(layout: [3, 2, 2]), "found dataset 'g/d' in layout 2 (2 is chunked, 3 virtual), expected it contiguous; save it with h5py's create_dataset");

    [Fact]
    public void A_compressed_dataset_is_an_error() => Fails(Hdf5File.Build(extra: [(0x0B, [2, 1])]), "found dataset 'g/d' compressed or filtered, expected plain numbers; save it with h5py's create_dataset");

    [Fact]
    public void A_dataset_of_integers_is_an_error() =>
        Fails(Hdf5File.Build(typeClass: 0x10), "found dataset 'g/d' of elements of 4 bytes and HDF5 class 0, expected little-endian IEEE numbers of 2, 4 or 8 bytes");

    [Fact]
    public void A_dataset_that_was_never_written_is_an_error() =>
        Fails(Hdf5File.Build(layout: [3, 1, .. Hdf5File.Number(-1), .. Hdf5File.Number(8)]), "found dataset 'g/d' without data, expected 8 bytes; it was made and never written");

    [Fact]
    public void A_dataset_beyond_the_end_is_an_error() =>
        Fails(Hdf5File.Build(layout: [3, 1, .. Hdf5File.Number(9000), .. Hdf5File.Number(8)]), "found dataset 'g/d' of 8 bytes at byte 9000, expected it inside the file of");

    [Fact]
    public void A_size_that_is_not_the_shape_s_is_an_error() =>
        Fails(Hdf5File.Build(layout: [3, 1, .. Hdf5File.Number(0), .. Hdf5File.Number(12)]), "found 12 bytes for dataset 'g/d', expected what Float32 [2] needs");

    [Fact]
    public void A_file_of_another_kind_is_an_error() => Fails(new byte[200], "(byte 0): found other bytes, expected the signature of an HDF5 file's superblock");

    [Fact]
    public void A_group_that_holds_itself_is_an_error()
    {
        byte[] file = Hdf5File.Build();
        int link = file.AsSpan().IndexOf("\u0001\0\u0001d"u8);
        Hdf5File.Number(48).CopyTo(file, link + 4);

        Fails(file, "deeper than 32 groups, expected an end; a group holds itself or the file is corrupt");
    }

    private static void Fails(byte[] file, string message)
    {
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => Read(file));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Offset);
    }

    private static TensorDirectory Read(byte[] file) => Hdf5Reader.Read(new MemoryStream(file), "f");

    private static byte[] BytesOf(string folder, TensorEntry tensor) =>
        File.ReadAllBytes(Path.Combine(folder, tensor.File)).AsSpan((int)tensor.Offset, (int)tensor.ByteLength).ToArray();
}
