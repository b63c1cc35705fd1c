using System.Text;

namespace Sememe.Bench.Tokenizers;

/// <summary>The beginning of a text in chunks of about two kilobytes, cut at line ends: the size of a paragraph or page that gets embedded.</summary>
/// <param name="Chunks">The chunks.</param>
/// <param name="Bytes">Their size in UTF-8.</param>
internal sealed record TextChunks(IReadOnlyList<string> Chunks, int Bytes)
{
    private const int BytesOfChunk = 2048;
    private const int MostBytes = 1 << 18;

    /// <summary>Reads at most a quarter of a megabyte: short passes find the moments in which nothing else disturbs.</summary>
    public static TextChunks Read(IEnumerable<string> lines)
    {
        List<string> chunks = [];
        StringBuilder chunk = new();
        int bytes = 0;
        int before = 0;
        foreach (string line in lines)
        {
            chunk.Append(line).Append('\n');
            bytes += Encoding.UTF8.GetByteCount(line) + 1;
            if (bytes - before >= BytesOfChunk)
            {
                chunks.Add(chunk.ToString());
                chunk.Clear();
                before = bytes;
            }

            if (before >= MostBytes)
            {
                break;
            }
        }

        return new TextChunks(chunks, before);
    }
}
