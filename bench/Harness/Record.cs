using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sememe.Testing;

namespace Sememe.Bench.Harness;

/// <summary>The stored outcome: Markdown for people, JSON for programs.</summary>
internal static class Record
{
    private const string Note =
        "Ours and theirs are measured in turns in one run, on one thread each unless the row says otherwise; numbers are the shortest of many, so that what else the machine does "
        + "disturbs least. A ratio above 1 means that ours is better. ONNX Runtime uses all of the listed instruction sets, AVX-512 and VNNI "
        + "where the machine has them, also in rows where ours are held back to older ones.";

    private static readonly JsonSerializerOptions s_options =
        new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes both files and returns the path of the Markdown one inside the repository.</summary>
    public static string Store(Machine machine, IReadOnlyList<Row> rows)
    {
        string folder = TestPaths.InRepository("bench", "results");
        string name = $"{machine.Date:yyyy-MM-dd}-{Slug(machine.Cpu)}";
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + ".json"), ToJson(machine, rows));
        File.WriteAllText(Path.Combine(folder, name + ".md"), ToMarkdown(machine, rows));
        return $"bench/results/{name}.md";
    }

    private static string ToJson(Machine machine, IReadOnlyList<Row> rows)
    {
        object record = new
        {
            machine = new { machine.Cpu, machine.Cores, machine.InstructionSets, machine.System, machine.Runtime },
            date = machine.Date,
            note = Note,
            rows = rows.Select(static row => new
            {
                row.What,
                row.Case,
                row.Unit,
                Ours = Round(row.Ours),
                row.Against,
                Theirs = Round(row.Theirs),
                Ratio = Math.Round(row.Ratio, 3),
            }),
        };
        return JsonSerializer.Serialize(record, s_options) + "\n";
    }

    private static string ToMarkdown(Machine machine, IReadOnlyList<Row> rows)
    {
        StringBuilder text = new();
        text.Append($"# Benchmark of {machine.Date:yyyy-MM-dd}\n\n");
        text.Append($"{machine.Cpu}, {machine.Cores} cores; {string.Join(", ", machine.InstructionSets)}; {machine.System}; {machine.Runtime}.\n\n{Note}\n");
        foreach (IGrouping<string, Row> group in rows.GroupBy(static row => row.What))
        {
            text.Append($"\n## {group.Key}\n\n| case | unit | ours | theirs | ratio | against |\n|---|---|---:|---:|---:|---|\n");
            foreach (Row row in group)
            {
                text.Append($"| {row.Case} | {row.Unit} | {Show(row.Ours)} | {Show(row.Theirs)} | {row.Ratio:f2} | {row.Against} |\n");
            }
        }

        return text.ToString();
    }

    private static string Show(double number) => Round(number).ToString(CultureInfo.InvariantCulture);

    /// <summary>Four significant digits: more is noise.</summary>
    private static double Round(double number) => double.Parse(number.ToString("g4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Slug(string cpu)
    {
        string plain = cpu.Replace("(R)", "", StringComparison.OrdinalIgnoreCase).Replace("(TM)", "", StringComparison.OrdinalIgnoreCase);
        IEnumerable<string> words = plain.Split([' ', '@', ',', '/', '_'], StringSplitOptions.RemoveEmptyEntries);
#pragma warning disable CA1308 // file names are lower case
        return string.Join("-", words).ToLowerInvariant();
#pragma warning restore CA1308
    }
}
