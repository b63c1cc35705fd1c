using System.Text;
using Sememe.Formats;
using Sememe.Formats.Json;
using Sememe.Formats.Tokenizers;
using Sememe.Tokenization.Tables;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>The meaning of a BPE model.</summary>
internal static class BpeSpecifier
{
    /// <summary>Null when there is nothing to go on with; then there is a problem that says why.</summary>
    public static BpeSpec? Specify(BpeJson model, TokenizerProblems problems) => Specify(model, problems, problems);

    /// <summary>The same for merges in a file of their own.</summary>
    public static BpeSpec? Specify(BpeJson model, TokenizerProblems problems, TokenizerProblems mergeProblems)
    {
        if (VocabularySpecifier.Specify(model.Vocabulary, model.Place, problems) is not { } vocabulary
            || SpecifyMerges(model, vocabulary, mergeProblems) is not { } merges)
        {
            return null;
        }

        if (model.ByteFallback && (model.ContinuingSubwordPrefix ?? model.EndOfWordSuffix) is not null)
        {
            problems.Add(model.Place, "found byte_fallback together with continuing_subword_prefix or end_of_word_suffix, which is not modelled", FileProblemKind.NotModelled);
        }

        return new BpeSpec(vocabulary, merges)
        {
            UnknownId = FindUnknown(model, vocabulary, problems),
            ContinuingSubwordPrefix = model.ContinuingSubwordPrefix ?? "",
            EndOfWordSuffix = model.EndOfWordSuffix ?? "",
            FuseUnknown = model.FuseUnknown,
            ByteFallback = model.ByteFallback,
            IgnoreMerges = model.IgnoreMerges,
        };
    }

    private static int? FindUnknown(BpeJson model, VocabularySpec vocabulary, TokenizerProblems problems)
    {
        if (model.UnknownToken is not { } unknown)
        {
            return null;
        }

        if (!vocabulary.TryGetId(unknown.Value, out int id))
        {
            problems.Add(new TextPosition(unknown.Line, unknown.Column), $"found unk_token \"{unknown.Value}\", expected a token of the vocabulary", FileProblemKind.Contradiction);
        }

        return id;
    }

    /// <summary>Merges by rank. Of a pair that stands twice the last counts, as in Hugging Face's map.</summary>
    private static MergeList? SpecifyMerges(BpeJson model, VocabularySpec vocabulary, TokenizerProblems problems)
    {
        int prefix = Encoding.UTF8.GetByteCount(model.ContinuingSubwordPrefix ?? "");
        (int Left, int Right, int Result)[] merges = new (int, int, int)[model.Merges.Length];
        Dictionary<ulong, int> lastRank = new(merges.Length);
        for (int rank = 0; rank < merges.Length; rank++)
        {
            MergeEntry merge = model.Merges[rank];
            if (Missing(merge, prefix, vocabulary, out merges[rank]) is { } missing)
            {
                problems.Add(
                    merge.Place,
                    $"found a merge of \"{merge.Left}\" and \"{merge.Right}\", expected tokens of the vocabulary that merge into another: {missing}",
                    FileProblemKind.Contradiction);
                return null; // one mistake often is a vocabulary of another model; the first is enough
            }

            lastRank[MergeTable.Key(merges[rank].Left, merges[rank].Right)] = rank;
        }

        List<int> numbers = new(3 * merges.Length);
        for (int rank = 0; rank < merges.Length; rank++)
        {
            (int left, int right, int result) = merges[rank];
            if (lastRank[MergeTable.Key(left, right)] == rank)
            {
                numbers.AddRange([left, right, result]);
            }
        }

        return new MergeList([.. numbers]);
    }

    /// <summary>What the vocabulary lacks for a merge; null when nothing.</summary>
    private static string? Missing(MergeEntry merge, int prefix, VocabularySpec vocabulary, out (int Left, int Right, int Result) ids)
    {
        ids = default;
        if (!vocabulary.TryGetId(merge.Left, out int left))
        {
            return $"\"{merge.Left}\" is none";
        }

        if (!vocabulary.TryGetId(merge.Right, out int right))
        {
            return $"\"{merge.Right}\" is none";
        }

        string? rest = WithoutPrefix(merge.Right, prefix);
        if (rest is null)
        {
            return $"\"{merge.Right}\" is shorter than continuing_subword_prefix";
        }

        if (!vocabulary.TryGetId(merge.Left + rest, out int result))
        {
            return $"\"{merge.Left + rest}\" is none";
        }

        ids = (left, right, result);
        return null;
    }

    /// <summary>Cuts as many bytes as the prefix has, whatever they are.</summary>
    private static string? WithoutPrefix(string token, int prefix)
    {
        if (prefix == 0)
        {
            return token;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(token);
        return bytes.Length < prefix || (bytes.Length > prefix && Sememe.Tokenization.Unicode.Utf8.IsContinuation(bytes[prefix]))
            ? null
            : Encoding.UTF8.GetString(bytes, prefix, bytes.Length - prefix);
    }
}
