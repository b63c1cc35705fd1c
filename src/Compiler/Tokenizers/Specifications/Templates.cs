using Sememe.Compiler.Collections;
using Sememe.Formats;
using Sememe.Formats.Tokenizers;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>The meaning of a post-processor.</summary>
internal sealed class Templates(string file, Func<string, int?> find, List<FileProblem> problems)
{
    /// <summary>No special tokens; what holds without a post-processor.</summary>
    public static TemplateSpec Plain { get; } = new(
        new([new(TemplatePieceSpec.First, 0)]),
        new([new(TemplatePieceSpec.First, 0), new(TemplatePieceSpec.Second, 1)]));

    /// <summary>CLS A SEP, and B SEP with type 1.</summary>
    public static TemplateSpec Bert(int classifier, int separator) => new(
        new([new(classifier, 0), new(TemplatePieceSpec.First, 0), new(separator, 0)]),
        new([new(classifier, 0), new(TemplatePieceSpec.First, 0), new(separator, 0), new(TemplatePieceSpec.Second, 1), new(separator, 1)]));

    /// <summary>CLS A SEP, and SEP B SEP; every type is 0.</summary>
    public static TemplateSpec Roberta(int classifier, int separator) => new(
        new([new(classifier, 0), new(TemplatePieceSpec.First, 0), new(separator, 0)]),
        new([new(classifier, 0), new(TemplatePieceSpec.First, 0), new(separator, 0), new(separator, 0), new(TemplatePieceSpec.Second, 0), new(separator, 0)]));

    public TemplateSpec Specify(BertProcessingJson bert)
    {
        Check(bert.Classifier);
        Check(bert.Separator);
        return Bert(bert.Classifier.Ids[0], bert.Separator.Ids[0]);
    }

    public TemplateSpec Specify(RobertaProcessingJson roberta)
    {
        Check(roberta.Classifier);
        Check(roberta.Separator);
        return Roberta(roberta.Classifier.Ids[0], roberta.Separator.Ids[0]);
    }

    public TemplateSpec? Specify(TemplateProcessingJson template)
    {
        foreach (TemplateTokenJson token in template.SpecialTokens.Values)
        {
            Check(token);
        }

        int before = problems.Count;
        EquatableArray<TemplatePieceSpec> single = Specify(template, template.Single, "single", isPair: false);
        EquatableArray<TemplatePieceSpec> pair = Specify(template, template.Pair, "pair", isPair: true);
        return problems.Count > before ? null : new TemplateSpec(single, pair)
        {
            HighestType = HighestType([.. template.Single, .. template.Pair]),
            OverflowHasOwnTypes = single.Concat(pair).Any(static piece => piece.Id == TemplatePieceSpec.First && piece.TypeId != 0)
                || pair.Any(static piece => piece.Id == TemplatePieceSpec.Second && piece.TypeId != 1),
        };
    }

    private static Located<int> HighestType(TemplatePieceJson[] pieces)
    {
        Located<int> highest = default;
        foreach (TemplatePieceJson piece in pieces.Where(piece => piece.TypeId > highest.Value))
        {
            highest = new Located<int>(piece.TypeId, piece.Place);
        }

        return highest;
    }

    private EquatableArray<TemplatePieceSpec> Specify(TemplateProcessingJson template, TemplatePieceJson[] pieces, string name, bool isPair)
    {
        List<TemplatePieceSpec> list = [];
        foreach (TemplatePieceJson piece in pieces)
        {
            if (piece.Sequence is { } sequence)
            {
                list.Add(new TemplatePieceSpec(sequence == 'A' ? TemplatePieceSpec.First : TemplatePieceSpec.Second, piece.TypeId));
            }
            else if (template.SpecialTokens.TryGetValue(piece.SpecialToken!, out TemplateTokenJson? token))
            {
                list.AddRange(token.Ids.Select(id => new TemplatePieceSpec(id, piece.TypeId)));
            }
            else
            {
                problems.Add(new FileProblem(
                    file, piece.Place.Line, piece.Place.Column, $"found \"{piece.SpecialToken}\", expected a name that special_tokens explains", FileProblemKind.Contradiction));
            }
        }

        if (list.Count(static piece => piece.Id == TemplatePieceSpec.First) != 1 || list.Count(static piece => piece.Id == TemplatePieceSpec.Second) != (isPair ? 1 : 0))
        {
            problems.Add(new FileProblem(
                file,
                template.Place.Line,
                template.Place.Column,
                $"found a {name} template that does not have {(isPair ? "each text" : "the text")} exactly once, which is not modelled",
                FileProblemKind.NotModelled));
        }

        return list.ToEquatableArray();
    }

    /// <summary>Hugging Face takes the ids as they are; ids that are not the tokens' are a mistake all the same.</summary>
    private void Check(TemplateTokenJson token)
    {
        for (int i = 0; i < token.Ids.Length; i++)
        {
            if (find(token.Tokens[i]) is var id && id != token.Ids[i])
            {
                problems.Add(new FileProblem(
                    file,
                    token.Place.Line,
                    token.Place.Column,
                    $"found id {token.Ids[i]} for \"{token.Tokens[i]}\", expected {(id is null ? "a token of the vocabulary" : $"{id}, as in the vocabulary")}",
                    FileProblemKind.Contradiction));
            }
        }
    }
}
