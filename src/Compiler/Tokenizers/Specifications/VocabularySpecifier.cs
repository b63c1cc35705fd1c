using Sememe.Formats;
using Sememe.Formats.Json;
using Sememe.Formats.Tokenizers;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>The meaning of a vocabulary that is an object of tokens and ids.</summary>
internal static class VocabularySpecifier
{
    /// <summary>Tokens by id; null when two share an id, a token stands twice, or an id has none.</summary>
    public static VocabularySpec? Specify(VocabularyEntry[] entries, TextPosition place, TokenizerProblems problems)
    {
        string?[] tokens = new string?[entries.Length];
        HashSet<string> seen = new(StringComparer.Ordinal);
        int before = problems.Count;
        foreach (VocabularyEntry entry in entries)
        {
            if (!seen.Add(entry.Token))
            {
                problems.Add(entry.Source.Position, $"found token \"{entry.Token}\" a second time, expected it once", FileProblemKind.Contradiction);
            }
            else if (entry.Id >= tokens.Length)
            {
                problems.Add(entry.Source.Position,
                    $"found id {entry.Id} for \"{entry.Token}\", expected less than {tokens.Length}: a vocabulary of {tokens.Length} tokens numbers them without a hole",
                    FileProblemKind.Contradiction);
            }
            else if (tokens[entry.Id] is { } other)
            {
                problems.Add(entry.Source.Position, $"found id {entry.Id} for \"{entry.Token}\", expected another: \"{other}\" has it", FileProblemKind.Contradiction);
            }
            else
            {
                tokens[entry.Id] = entry.Token;
            }

            if (problems.Count > before)
            {
                return null; // one mistake shifts all that follow; the first is the one to mend
            }
        }

        if (tokens.Length == 0)
        {
            problems.Add(place, "found a vocabulary without tokens, expected some", FileProblemKind.Contradiction);
            return null;
        }

        return new VocabularySpec(tokens);
    }
}
