namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>The merges of a SentencePiece BPE model, which holds pieces and scores alone: every way to put a piece together from two others, as transformers lists them.</summary>
internal static class SentencePieceMerges
{
    /// <summary>By the score of the result, highest first; then the longer first half, then the longer second half; then as the pieces stand.</summary>
    /// <param name="vocabulary">Pieces by id.</param>
    /// <param name="scores">Their scores.</param>
    public static MergeList Read(VocabularySpec vocabulary, double[] scores)
    {
        List<Merge> merges = [];
        for (int id = 0; id < vocabulary.Length; id++)
        {
            AddHalves(vocabulary, id, scores[id], merges);
        }

        List<int> numbers = new(3 * merges.Count);
        foreach (Merge merge in merges.OrderByDescending(static merge => merge.Score).ThenByDescending(static merge => merge.LeftLength).ThenByDescending(static merge => merge.RightLength))
        {
            numbers.AddRange([merge.Left, merge.Right, merge.Result]);
        }

        return new MergeList([.. numbers]);
    }

    /// <summary>The halves of one piece, by the ids of the first and then of the second.</summary>
    private static void AddHalves(VocabularySpec vocabulary, int id, double score, List<Merge> merges)
    {
        string piece = vocabulary[id]!;
        List<Merge> halves = [];
        int characters = CountCharacters(piece);
        int left = 0;
        for (int at = 0; at < piece.Length;)
        {
            at += char.IsHighSurrogate(piece[at]) && at + 1 < piece.Length ? 2 : 1;
            left++;
            if (at < piece.Length && vocabulary.TryGetId(piece.Substring(0, at), out int first) && vocabulary.TryGetId(piece.Substring(at), out int second))
            {
                halves.Add(new Merge(first, second, id, score, left, characters - left));
            }
        }

        merges.AddRange(halves.OrderBy(static half => half.Left).ThenBy(static half => half.Right));
    }

    private static int CountCharacters(string text) => text.Count(static c => !char.IsLowSurrogate(c));

    private readonly record struct Merge(int Left, int Right, int Result, double Score, int LeftLength, int RightLength);
}
