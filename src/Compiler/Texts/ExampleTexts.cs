using System.Runtime.InteropServices;
using Sememe.Compiler.Collections;
using Sememe.Compiler.Tasks;
using Sememe.Formats;
using Sememe.Tokenization.Tables;

namespace Sememe.Compiler.Texts;

/// <summary>A file of sentences, one a line, all with a label before them (label, tab, sentence) or none.</summary>
/// <param name="Texts">The sentences; the text with index i stands on line i + 1.</param>
/// <param name="Labels">The labels in the order of their first sentence; none where sentences have none.</param>
/// <param name="LabelIds">The label of each sentence; empty where sentences have none.</param>
/// <param name="Checksum">Tells this content from another.</param>
/// <param name="Problems">What is wrong with the file.</param>
internal sealed record ExampleTexts(
    EquatableArray<string> Texts, EquatableArray<LabelSpec> Labels, EquatableArray<int> LabelIds, ulong Checksum, EquatableArray<FileProblem> Problems)
{
    /// <summary>Reads the file. Never throws for what it holds.</summary>
    /// <param name="file">Name of the file, for messages.</param>
    /// <param name="content">All of it.</param>
    public static ExampleTexts Read(string file, string content)
    {
        ExampleReader reader = new(file);
        string[] lines = content.Split('\n');
        int count = lines[lines.Length - 1].Length == 0 ? lines.Length - 1 : lines.Length; // a line end at the end begins no line
        for (int i = 0; i < count; i++)
        {
            int length = lines[i].Length;
            reader.Add(i + 1, length > 0 && lines[i][length - 1] == '\r' ? lines[i].Substring(0, length - 1) : lines[i]);
        }

        return reader.ToTexts(TablesChecksum.Of(MemoryMarshal.AsBytes(content.AsSpan())));
    }

    /// <summary>Sentences of each label.</summary>
    public int[] CountByLabel()
    {
        int[] counts = new int[Labels.Count];
        foreach (int label in LabelIds)
        {
            counts[label]++;
        }

        return counts;
    }
}
