using Sememe.Compiler.Collections;
using Sememe.Compiler.Tokenizers.Specifications;
using Sememe.Formats;
using Sememe.Formats.Configs;
using Sememe.Formats.SentencePiece;
using Sememe.Formats.Tokenizers;

namespace Sememe.Compiler.Tokenizers;

/// <summary>Tokenizer files → <see cref="TokenizerSpec"/>. Never approximates: what is not modelled exactly is a problem that names it and its place.</summary>
internal static class TokenizerSpecifier
{
    /// <summary>Reads and cross-checks; never throws for what the files hold.</summary>
    public static SpecifiedTokenizer Specify(TokenizerFiles files)
    {
        List<FileProblem> problems = [];
        TokenizerSpec? specification = null;
        try
        {
            TokenizerConfig? config = files.TokenizerConfig is null ? null : TokenizerConfig.Read(TokenizerConfig.FileName, files.TokenizerConfig);
            SpecialTokensMap? map = files.SpecialTokensMap is null ? null : SpecialTokensMap.Read(SpecialTokensMap.FileName, files.SpecialTokensMap);
            string[]? vocabulary = files.Vocabulary is null ? null : VocabularyText.Read(VocabularyText.FileName, files.Vocabulary);
            SpecialTokenRoles roles = new(config, map);
            specification = files.TokenizerJson is not null
                ? new TokenizerJsonSpecifier(TokenizerJson.Read(TokenizerJson.FileName, files.TokenizerJson), config, vocabulary, roles, problems).Specify()
                : vocabulary is not null
                    ? new ClassicBertSpecifier(config, vocabulary, roles, problems).Specify()
                : files is { SentencePieceName: { } name, SentencePiece: { } model }
                    ? config is { TokenizerClass.Value: MarianSpecifier.TokenizerClass }
                        ? new MarianSpecifier(
                            config, SentencePieceReader.Read(name, BinaryText.Read(name, model)), ReadTarget(files), files.VocabularyJson, roles, problems).Specify()
                        : new ClassicSentencePieceSpecifier(config, SentencePieceReader.Read(name, BinaryText.Read(name, model)), files.AddedTokens, roles, problems).Specify()
                : files is { VocabularyJson: { } entries, Merges: { } merges }
                    ? new ClassicBpeSpecifier(
                        config, VocabularyJson.Read(VocabularyJson.FileName, entries), MergesText.Read(MergesText.FileName, merges), roles, problems).Specify()
                    : throw new ModelFormatException(
                        TokenizerJson.FileName, "found neither tokenizer.json nor vocab.txt, nor vocab.json with merges.txt, nor a SentencePiece model, expected one of these in the model folder");
            if (specification is not null && files.TokenizerJson is not null)
            {
                ClassicBpeFiles.Compare(specification, files, problems);
                ClassicSentencePieceFiles.Compare(specification, files, problems);
            }
        }
        catch (ModelFormatException exception)
        {
            problems.Add(FileProblem.Of(exception));
        }

        return new SpecifiedTokenizer(problems.Exists(static problem => problem.IsError) ? null : specification, problems.ToEquatableArray());
    }

    private static SentencePieceModel? ReadTarget(TokenizerFiles files) => files.TargetSentencePiece is null ? null
        : SentencePieceReader.Read(MarianSpecifier.TargetModel, BinaryText.Read(MarianSpecifier.TargetModel, files.TargetSentencePiece));
}
