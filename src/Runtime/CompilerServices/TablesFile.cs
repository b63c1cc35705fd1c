using System.ComponentModel;
using Sememe.Tokenization.Tables;
using Sememe.Weights;

namespace Sememe.CompilerServices;

/// <summary>Opens tokenizer tables that lie in a file beside the application. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TablesFile
{
    /// <summary>Maps a file and checks it.</summary>
    /// <param name="path">Path below the application's folder, with forward slashes: <c>models/xlm-roberta-base/tokenizer.sememe</c>.</param>
    /// <param name="checksum">What the assembly was built with.</param>
    /// <returns>The tables; the file stays mapped as long as they are referenced.</returns>
    /// <exception cref="ModelFormatException">The file is missing, damaged, or of another build.</exception>
    public static TokenizerTables Open(string path, ulong checksum)
    {
        string file = Path.GetFullPath(path, AppContext.BaseDirectory);
        MappedFile mapped = MappedFile.Open(file, copy: false);
        try
        {
            if (mapped.Length > int.MaxValue)
            {
                throw new ModelFormatException(file, $"found {mapped.Length:N0} bytes, expected the tables of a tokenizer, which are fewer than 2 GB");
            }

            MappedMemory memory = new(mapped);
            TablesFileFormat.Check(memory.GetSpan(), checksum, out int encodingLength);
            ReadOnlyMemory<byte> tables = memory.Memory[TablesFileFormat.HeaderLength..];
            return new TokenizerTables(tables[..encodingLength], tables[encodingLength..]);
        }
        catch (InvalidDataException exception)
        {
            mapped.Dispose();
            throw new ModelFormatException(file, exception.Message, exception);
        }
        catch
        {
            mapped.Dispose();
            throw;
        }
    }
}
