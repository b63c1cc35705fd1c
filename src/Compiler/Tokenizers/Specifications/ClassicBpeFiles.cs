using Sememe.Formats;
using Sememe.Formats.Tokenizers;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>Classic files beside a <c>tokenizer.json</c>: other readers take these, so they have to say the same.</summary>
internal static class ClassicBpeFiles
{
    /// <summary>Adds the first difference of each file.</summary>
    public static void Compare(TokenizerSpec specification, TokenizerFiles files, List<FileProblem> problems)
    {
        if (specification.Model is not BpeSpec model)
        {
            return;
        }

        if (files.VocabularyJson is { } vocabulary)
        {
            CompareVocabulary(VocabularyJson.Read(VocabularyJson.FileName, vocabulary), model.Vocabulary, specification, problems);
        }

        if (files.Merges is { } merges)
        {
            CompareMerges(MergesText.Read(MergesText.FileName, merges), model, problems);
        }
    }

    private static void CompareVocabulary(VocabularyEntry[] entries, VocabularySpec vocabulary, TokenizerSpec specification, List<FileProblem> problems)
    {
        // Added tokens may be in either file or in both.
        Dictionary<string, int> added = specification.AddedTokens.ToDictionary(static token => token.Content, static token => token.Id, StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (VocabularyEntry entry in entries)
        {
            seen.Add(entry.Token);
            int? id = vocabulary.TryGetId(entry.Token, out int own) ? own : added.TryGetValue(entry.Token, out int other) ? other : null;
            if (id != entry.Id)
            {
                Add(VocabularyJson.FileName, entry.Source.Position.Line, entry.Source.Position.Column,
                    $"found id {entry.Id} for \"{entry.Token}\", expected {(id is null ? "no such token" : id.ToString())}", problems);
                return;
            }
        }

        for (int id = 0; id < vocabulary.Length; id++)
        {
            if (vocabulary[id] is { } token && !seen.Contains(token) && !added.ContainsKey(token))
            {
                Add(VocabularyJson.FileName, 0, 0, $"found no \"{token}\", expected it with id {id}", problems);
                return;
            }
        }
    }

    private static void CompareMerges(MergeEntry[] merges, BpeSpec model, List<FileProblem> problems)
    {
        for (int rank = 0; rank < Math.Max(merges.Length, model.Merges.Count); rank++)
        {
            string here = rank < merges.Length ? $"\"{merges[rank].Left} {merges[rank].Right}\"" : "no merge";
            string there = rank < model.Merges.Count
                ? $"\"{model.Vocabulary[model.Merges[rank].Left]} {model.Vocabulary[model.Merges[rank].Right]}\""
                : "no merge";
            if (here != there)
            {
                Add(MergesText.FileName, rank < merges.Length ? merges[rank].Place.Line : 0, rank < merges.Length ? 1 : 0, $"found {here}, expected {there}", problems);
                return;
            }
        }
    }

    private static void Add(string file, int line, int column, string message, List<FileProblem> problems) => problems.Add(new FileProblem(
        file, line, column, $"{message}, which {TokenizerJson.FileName} has (the first difference)", FileProblemKind.Disagreement));
}
