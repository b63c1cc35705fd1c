using System.Globalization;
using System.Runtime.InteropServices;
using Sememe.Compiler;
using Sememe.CompilerServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Bench.Tokenizers;

/// <summary>A tokenizer's tables in a temporary file, as <c>TableStorage="File"</c> puts them beside an application, for processes that begin with it.</summary>
internal sealed class StoredTables : IDisposable
{
    private StoredTables(string path, string checksum) => (Path, Checksum) = (path, checksum);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its checksum as a command line takes it.</summary>
    public string Checksum { get; }

    /// <summary>Compiles and stores the tables of a folder of tokenizer files.</summary>
    public static StoredTables Write(string folder)
    {
        CompiledTables tables = new TokenizerCase(folder, "").CompileTables();
        byte[] content = TablesFileFormat.Write(MemoryMarshal.AsBytes(tables.Encoding.AsSpan()), MemoryMarshal.AsBytes(tables.Decoding.AsSpan()));
        string file = System.IO.Path.GetTempFileName();
        File.WriteAllBytes(file, content);
        return new StoredTables(file, TablesFileFormat.ReadChecksum(content).ToString("X16", CultureInfo.InvariantCulture));
    }

    /// <summary>Opens the tables, in the process that is measured.</summary>
    public static Tokenizer Open(string path, string checksum) => new(TablesFile.Open(path, ulong.Parse(checksum, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    /// <summary>Removes the file.</summary>
    public void Dispose() => File.Delete(Path);
}
