using System.Diagnostics;
using System.Runtime.InteropServices;
using Sememe.Compiler;
using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Specify;
using Sememe.Compiler.Tokenizers;
using Sememe.Formats.Tensors;
using Sememe.Tokenization.Tables;

namespace Sememe.Build.Reports;

/// <summary>What the build makes of a model folder, for people.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Summary">All of it in one line.</param>
/// <param name="Sections">The rest.</param>
internal sealed record ModelReport(string Name, string Summary, IReadOnlyList<ReportSection> Sections)
{
    /// <summary>Compiles the model and tells of it.</summary>
    public static ModelReport Of(ModelFolder folder, CancellationToken cancellation)
    {
        Stopwatch time = Stopwatch.StartNew();
        CompiledModel model = ModelCompiler.Compile(folder, cancellation);
        TokenizerSpec? tokenizer = model.Specification?.Task is Compiler.Tasks.ContextTask { ReadsCharacters: true } ? null : TokenizerSpecifier.Specify(TokenizerStage.FilesOf(folder)).Specification;
        CompiledTables? tables = model.Tables ?? (tokenizer is null ? null : Compile(tokenizer));
        long milliseconds = time.ElapsedMilliseconds;
        WeightsManifest? weights = ReadManifest(folder);
        return new ModelReport(
            folder.Name,
            SummaryOf(model, tables, weights, milliseconds),
            [
                FindingsOf(model),
                FilesOf(folder),
                SpecificationOf(model),
                .. tokenizer is null ? [] : new[] { TokenizerSection.Of(tokenizer) },
                .. tables is null ? [] : new[] { TablesOf(tables, inFile: model.Tables is null) },
                .. ParameterSections.Of(model, weights),
            ]);
    }

    private static string SummaryOf(CompiledModel model, CompiledTables? tables, WeightsManifest? weights, long milliseconds)
    {
        List<string> facts = [];
        if (model.Specification?.Encoder is { } encoder)
        {
            facts.Add($"{encoder.Family}, {Texts.Number(encoder.Layers)} layers, {Texts.Number(encoder.HiddenSize)} wide");
        }

        if (tables is not null)
        {
            facts.Add($"{Texts.Number(model.Specification!.VocabularySize)} token ids in tables of {Texts.Number(LengthOf(tables.Encoding) + LengthOf(tables.Decoding))} bytes {(model.Tables is null ? "in a file" : "in the assembly")}");
        }

        if (weights?.Content is { } content)
        {
            facts.Add($"{weights.File} of {Texts.Number(content.Tensors.Tensors.Sum(static tensor => tensor.ByteLength))} bytes");
        }

        int errors = model.Findings.Count(static finding => finding.IsError);
        facts.Add(model.Findings.IsEmpty ? "no findings" : $"{Texts.Count(errors, "error")}, {Texts.Count(model.Findings.Count - errors, "other finding")}");
        return $"Model '{Texts.OnOneLine(model.Name)}': {string.Join("; ", facts)}; compiled in {Texts.Number(milliseconds)} ms";
    }

    private static ReportSection FindingsOf(CompiledModel model) => new(
        "Findings",
        "What the build reports about the model's files. Each rule has a page in docs/rules.",
        ["Rule", "Severity", "Message"],
        [.. model.Findings.Select(static finding => new[] { finding.Id, finding.IsError ? "Error" : finding.Id == FindingIds.NoWeights ? "Info" : "Warning", FindingMessages.Of(finding) })]);

    private static ReportSection FilesOf(ModelFolder folder) => new(
        "Files read",
        "Nothing else of the folder decides what the model means. Files named (build)/… are written by the build.",
        ["File", "Says", "Characters", "Lies at"],
        [.. folder.Files.Select(static file => new[] { file.Path, FilePurpose.Of(file.Path), Texts.Number(file.Text.Length), file.FullPath })]);

    private static ReportSection SpecificationOf(CompiledModel model)
    {
        List<string[]> rows = [];
        if (model.Specification is { } specification)
        {
            rows.AddRange(PropertyRows.Of(specification, "model"));
            rows.AddRange(specification.Encoder is null ? [] : PropertyRows.Of(specification.Encoder, "network"));
            rows.AddRange(PropertyRows.Of(specification.Task, "task"));
            rows.AddRange(specification.SpecialTokens.Select(static token => new[] { token.Role, "special token", $"{Texts.Number(token.Id)} “{token.Text}”" }));
        }

        return new ReportSection(
            "Specification",
            "The network is read from config.json (options.json), the task from modules.json or from “architectures” in config.json, special tokens from the tokenizer's files.",
            ["Value", "Of", "Is"],
            rows);
    }

    private static ReportSection TablesOf(CompiledTables tables, bool inFile)
    {
        (string Blob, string Use)[] blobs = [(tables.Encoding, "text to ids"), (tables.Decoding, "ids to text")];
        List<string[]> rows = [];
        foreach ((string blob, string use) in blobs)
        {
            rows.AddRange(new TableBlob(blob).Directory().Select(entry => new[] { Texts.Words(entry.Kind.ToString()), use, Texts.Number(entry.Section.Length) }));
        }

        rows.Add(["all", "with header and padding", Texts.Number(LengthOf(tables.Encoding) + LengthOf(tables.Decoding))]);
        return new ReportSection(
            "Tables",
            inFile ? "The compiled vocabulary, in the file tokenizer.sememe beside the weights." : "The compiled vocabulary, in string literals of the assembly.",
            ["Section", "For", "Bytes"],
            rows);
    }

    private static CompiledTables? Compile(TokenizerSpec tokenizer)
    {
        try
        {
            return TokenizerCompiler.Compile(tokenizer);
        }
        catch (NotSupportedException)
        {
            return null; // among the findings
        }
    }

    private static WeightsManifest? ReadManifest(ModelFolder folder)
    {
        try
        {
            return folder.Find(ModelFileNames.WeightsManifest) is { } file ? WeightsManifest.Parse(file.Path, file.Text) : null;
        }
        catch (ModelFormatException)
        {
            return null; // among the findings
        }
    }

    private static long LengthOf(string literal) => MemoryMarshal.AsBytes(literal.AsSpan()).Length;
}
