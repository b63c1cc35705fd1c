using Sememe.Compiler.Tokenizers;

namespace Sememe.Build.Reports;

/// <summary>The steps of a tokenizer in the order in which text goes through them.</summary>
internal static class TokenizerSection
{
    private const string Ending = "Spec";

    public static ReportSection Of(TokenizerSpec tokenizer)
    {
        List<(string Stage, object? Step, string Note)> steps =
        [
            ("added tokens", null, Texts.Count(tokenizer.AddedTokens.Count, "token") + ", looked for before everything else"),
            .. tokenizer.Normalizers.Select(static step => ("normalizer", (object?)step, "")),
            .. tokenizer.PreTokenizers.Select(static step => ("pre-tokenizer", (object?)step, "")),
            ("model", tokenizer.Model, ""),
            ("template", null, $"{Show(tokenizer.Template.Single, tokenizer)}; of a pair {Show(tokenizer.Template.Pair, tokenizer)}"),
            .. tokenizer.Decoders.Select(static step => ("decoder", (object?)step, "")),
        ];
        return new ReportSection(
            "Tokenizer",
            "What text goes through, from top to bottom; decoders on the way back.",
            ["Step", "Kind", "Settings"],
            [.. steps.Select(static (step, i) => new[] { Texts.Number(i + 1), step.Stage, step.Step is null ? step.Note : Describe(step.Step) })]);
    }

    private static string Describe(object step)
    {
        string name = step.GetType().Name;
        string settings = PropertyRows.OnOneLine(step);
        return (name.EndsWith(Ending, StringComparison.Ordinal) ? name.Substring(0, name.Length - Ending.Length) : name) + (settings.Length > 0 ? ": " + settings : "");
    }

    private static string Show(IEnumerable<TemplatePieceSpec> pieces, TokenizerSpec tokenizer) => string.Join(" ", pieces.Select(piece => piece.Id switch
    {
        TemplatePieceSpec.First => "A",
        TemplatePieceSpec.Second => "B",
        int id => tokenizer.SpecialTokens.FirstOrDefault(token => token.Id == id)?.Text ?? Texts.Number(id),
    }));
}
