using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;
using Sememe.Compiler.Collections;
using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Specify;
using Sememe.CompilerServices;

namespace Sememe.Analyzers;

/// <summary>Tokenizers of models, kept from one compilation to the next for as long as the same texts of their files live.</summary>
/// <remarks>
/// Compiling 250,000 tokens takes half a second, and an editor compiles at every key. A text's checksum is computed once per text, so that looking up costs
/// a few comparisons of 20 bytes.
/// </remarks>
internal static class TokenizerCache
{
    private static readonly ConditionalWeakTable<SourceText, Entry> s_entries = new();

    /// <summary>The tokenizer that the files of a model describe; null when they describe none.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="files">Path inside the folder and text of each.</param>
    /// <param name="cancellation">Looked at between the steps.</param>
    public static Tokenizer? Get(string name, List<(string Path, SourceText Text)> files, CancellationToken cancellation)
    {
        // Where the tables are stored plays no part in what they say.
        files.RemoveAll(static file => file.Path is ModelFileNames.FolderManifest or ModelFileNames.TablesManifest or ModelFileNames.WeightsManifest);
        if (files.Count == 0)
        {
            return null;
        }

        files.Sort(static (one, other) => string.CompareOrdinal(one.Path, other.Path));
        string content = string.Join("|", files.Select(static file => file.Path + Convert.ToBase64String([.. file.Text.GetChecksum()])));
        SourceText key = files[0].Text;
        if (s_entries.TryGetValue(key, out Entry? entry) && entry.Content == content)
        {
            return entry.Tokenizer;
        }

        Tokenizer? tokenizer = Compile(name, files, cancellation);
        lock (s_entries)
        {
            s_entries.Remove(key);
            s_entries.Add(key, new Entry(content, tokenizer));
        }

        return tokenizer;
    }

    private static Tokenizer? Compile(string name, List<(string Path, SourceText Text)> files, CancellationToken cancellation)
    {
        FindingList findings = new();
        ModelFolder folder = new(name, files.Select(file => new ModelFile(name, file.Path, file.Path, file.Text.ToString())).ToEquatableArray());
        return TokenizerStage.Run(new FolderFiles(folder, findings), findings, cancellation)?.Tables is { } tables
            ? new Tokenizer(new TokenizerTables(tables.Encoding, tables.Decoding))
            : null;
    }

    private sealed record Entry(string Content, Tokenizer? Tokenizer);
}
