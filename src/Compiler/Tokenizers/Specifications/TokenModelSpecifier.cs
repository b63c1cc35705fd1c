using Sememe.Formats;
using Sememe.Formats.Json;
using Sememe.Formats.Tokenizers;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>The meaning of <c>model</c>: one case per kind.</summary>
internal static class TokenModelSpecifier
{
    /// <summary>Null when there is nothing to go on with; then there is a problem that says why.</summary>
    public static TokenModelSpec? Specify(ComponentJson model, TokenizerProblems problems)
    {
        switch (model)
        {
            case WordPieceJson wordPiece:
                return Specify(wordPiece, problems);
            case BpeJson bpe:
                return BpeSpecifier.Specify(bpe, problems);
            case UnigramJson unigram:
                return Specify(unigram, problems);
            case WordLevelJson wordLevel:
                return Specify(wordLevel, problems);
            default:
                problems.Refuse("model", model);
                return null;
        }
    }

    private static WordLevelSpec? Specify(WordLevelJson model, TokenizerProblems problems)
    {
        if (VocabularySpecifier.Specify(model.Vocabulary, model.Place, problems) is not { } vocabulary)
        {
            return null;
        }

        if (!vocabulary.TryGetId(model.UnknownToken.Value, out int unknown))
        {
            problems.Add(new TextPosition(model.UnknownToken.Line, model.UnknownToken.Column),
                $"found unk_token \"{model.UnknownToken.Value}\", expected a token of the vocabulary", FileProblemKind.Contradiction);
        }

        return new WordLevelSpec(vocabulary, unknown);
    }

    private static UnigramSpec? Specify(UnigramJson model, TokenizerProblems problems)
    {
        string[] pieces = new string[model.Pieces.Length];
        double[] scores = new double[pieces.Length];
        Dictionary<string, int> seen = new(pieces.Length, StringComparer.Ordinal);
        for (int id = 0; id < pieces.Length; id++)
        {
            (pieces[id], scores[id]) = (model.Pieces[id].Text, model.Pieces[id].Score);
            if (seen.TryGetValue(pieces[id], out int other))
            {
                problems.Add(model.Pieces[id].Source.Position, $"found piece \"{pieces[id]}\" a second time, expected it once: id {other} is it already", FileProblemKind.Contradiction);
                return null;
            }

            seen.Add(pieces[id], id);
        }

        if (model.UnknownId is not { } unknown || unknown.Value < 0 || unknown.Value >= pieces.Length)
        {
            problems.Add(model.UnknownId is { } stated ? new TextPosition(stated.Line, stated.Column) : model.Place,
                $"found {(model.UnknownId is { } wrong ? $"unk_id {wrong.Value}" : "no unk_id")}, expected the id of one of the {pieces.Length} pieces: without it text that no piece covers is an error",
                FileProblemKind.Contradiction);
            return null;
        }

        return new UnigramSpec(new VocabularySpec(pieces), new(scores), unknown.Value, model.ByteFallback);
    }

    private static WordPieceSpec? Specify(WordPieceJson model, TokenizerProblems problems)
    {
        if (VocabularySpecifier.Specify(model.Vocabulary, model.Place, problems) is not { } vocabulary)
        {
            return null;
        }

        if (!vocabulary.TryGetId(model.UnknownToken.Value, out int unknown))
        {
            problems.Add(new TextPosition(model.UnknownToken.Line, model.UnknownToken.Column),
                $"found unk_token \"{model.UnknownToken.Value}\", expected a token of the vocabulary", FileProblemKind.Contradiction);
        }

        if (model.MaxInputCharsPerWord.Value < 0)
        {
            problems.Add(new TextPosition(model.MaxInputCharsPerWord.Line, model.MaxInputCharsPerWord.Column),
                $"found {model.MaxInputCharsPerWord.Value}, expected a number of characters", FileProblemKind.Malformed);
        }

        return new WordPieceSpec(vocabulary, unknown, model.ContinuingSubwordPrefix.Value, model.MaxInputCharsPerWord.Value);
    }
}
