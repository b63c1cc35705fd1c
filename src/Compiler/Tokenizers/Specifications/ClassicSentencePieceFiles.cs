using System.Globalization;
using Sememe.Formats;
using Sememe.Formats.SentencePiece;
using Sememe.Formats.Tokenizers;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>A SentencePiece model beside a <c>tokenizer.json</c>: other readers take it, so it has to say the same.</summary>
internal static class ClassicSentencePieceFiles
{
    /// <summary>Adds the first difference: a piece that the vocabulary lacks, or that has another score.</summary>
    /// <remarks>Ids are not compared, because every family numbers the pieces in its own way; nor scores that a family changes by a round number.</remarks>
    public static void Compare(TokenizerSpec specification, TokenizerFiles files, List<FileProblem> problems)
    {
        if (specification.Model is not UnigramSpec unigram || files is not { SentencePieceName: { } name, SentencePiece: { } text })
        {
            return;
        }

        SentencePieceModel model = SentencePieceReader.Read(name, BinaryText.Read(name, text));
        for (int i = 0; i < model.Pieces.Count; i++)
        {
            SentencePieceEntry piece = model.Pieces[i];
            if (piece.Kind != SentencePieceKind.Normal)
            {
                continue;
            }

            bool isKnown = unigram.Vocabulary.TryGetId(piece.Text, out int id);
            double difference = isKnown ? piece.Score - unigram.Scores[id] : 0;
            if (!isKnown || (difference != 0 && Math.Abs(difference - Math.Round(difference)) > 1e-4))
            {
                problems.Add(new FileProblem(
                    name, 0, 0,
                    $"found piece {i} \"{piece.Text}\" with score {Spell(piece.Score)}, expected {(isKnown ? Spell(unigram.Scores[id]) : "no such piece")}, which {TokenizerJson.FileName} has (the first difference)",
                    FileProblemKind.Disagreement));
                return;
            }
        }
    }

    private static string Spell(double score) => score.ToString("R", CultureInfo.InvariantCulture);
}
