using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sememe.Testing;

namespace Sememe.Tokenization.Tests.Differential;

/// <summary>Hugging Face's own build, asked by way of node.</summary>
internal static class HuggingFace
{
    /// <summary>Ids of every text, and the start and end of every token in code points.</summary>
    public static List<(int[] Ids, int[] Offsets)> Encode(string tokenizerFile, IReadOnlyList<string> texts) => Encode([(tokenizerFile, texts)]);

    /// <summary>The same for several tokenizers, one after the other.</summary>
    public static List<(int[] Ids, int[] Offsets)> Encode(IReadOnlyList<(string TokenizerFile, IReadOnlyList<string> Texts)> jobs)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("sememe-tests");
        try
        {
            string jobsFile = Path.Combine(folder.FullName, "jobs.json");
            string answerFile = Path.Combine(folder.FullName, "answer");
            File.WriteAllText(jobsFile, JsonSerializer.Serialize(jobs.Select(static job => new { tokenizer = job.TokenizerFile, texts = job.Texts })));
            Run(Path.Combine(AppContext.BaseDirectory, "Differential", "encode.mjs"), NpmPackages.Folder, jobsFile, answerFile);
            return Read(MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(answerFile)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(params string[] arguments)
    {
        ProcessStartInfo start = new("node") { RedirectStandardError = true };
        Array.ForEach(arguments, start.ArgumentList.Add);
        using Process node = Process.Start(start)!;
        string errors = node.StandardError.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, errors);
    }

    private static List<(int[] Ids, int[] Offsets)> Read(ReadOnlySpan<int> numbers)
    {
        List<(int[], int[])> encodings = [];
        while (!numbers.IsEmpty)
        {
            int count = numbers[0];
            encodings.Add((numbers.Slice(1, count).ToArray(), numbers.Slice(1 + count, 2 * count).ToArray()));
            numbers = numbers[(1 + 3 * count)..];
        }

        return encodings;
    }
}
