using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Tokenizers;
using Sememe.Compiler.Tokenizers.Specifications;
using Sememe.Formats;

namespace Sememe.Compiler.Specify;

/// <summary>The tokenizer's files → tables, and what other files are checked against.</summary>
internal static class TokenizerStage
{
    /// <summary>The tokenizer; null when a finding says why not.</summary>
    public static CompiledTokenizer? Run(FolderFiles files, FindingList findings, CancellationToken cancellation)
    {
        ModelFolder folder = files.Folder;
        string? json = folder.Find(ModelFileNames.Tokenizer)?.Text;
        string? vocabulary = folder.Find(ModelFileNames.VocabularyText)?.Text;
        string? vocabularyJson = folder.Find(ModelFileNames.VocabularyJson)?.Text;
        string? merges = folder.Find(ModelFileNames.Merges)?.Text;
        string? sentencePiece = ModelFileNames.SentencePieceModels.FirstOrDefault(name => folder.Find(ModelFileNames.SentencePieceText(name)) is not null);
        if (json is null && vocabulary is null && sentencePiece is null && (vocabularyJson is null || merges is null))
        {
            findings.Add(
                FindingIds.FileMissing,
                ModelFileNames.Tokenizer,
                $"it, {ModelFileNames.VocabularyText} or {ModelFileNames.VocabularyJson} with {ModelFileNames.Merges} says how text becomes tokens. "
                + "Download it from where the model is published");
            return null;
        }

        SpecifiedTokenizer specified = TokenizerSpecifier.Specify(FilesOf(folder));
        foreach (FileProblem problem in specified.Problems)
        {
            findings.Add(problem);
        }

        cancellation.ThrowIfCancellationRequested();
        if (specified.Specification is not { } specification)
        {
            return null;
        }

        string source = json is not null ? ModelFileNames.Tokenizer : vocabulary is not null ? ModelFileNames.VocabularyText : sentencePiece ?? ModelFileNames.VocabularyJson;
        CompiledTokenizer? compiled = folder.KeepsTablesInFile
            ? Find(specification, source, folder, findings)
            : Compile(specification, source, findings, cancellation);
        return compiled is null ? null : compiled with { HighestType = specification.Template.HighestType };
    }

    /// <summary>The files of a folder that say how text becomes tokens.</summary>
    public static TokenizerFiles FilesOf(ModelFolder folder)
    {
        string? sentencePiece = ModelFileNames.SentencePieceModels.FirstOrDefault(name => folder.Find(ModelFileNames.SentencePieceText(name)) is not null);
        return new TokenizerFiles
        {
            TokenizerJson = folder.Find(ModelFileNames.Tokenizer)?.Text,
            TokenizerConfig = folder.Find(ModelFileNames.TokenizerConfig)?.Text,
            SpecialTokensMap = folder.Find(ModelFileNames.SpecialTokensMap)?.Text,
            Vocabulary = folder.Find(ModelFileNames.VocabularyText)?.Text,
            VocabularyJson = folder.Find(ModelFileNames.VocabularyJson)?.Text,
            Merges = folder.Find(ModelFileNames.Merges)?.Text,
            SentencePieceName = sentencePiece,
            SentencePiece = sentencePiece is null ? null : folder.Find(ModelFileNames.SentencePieceText(sentencePiece))?.Text,
            TargetSentencePiece = folder.Find(ModelFileNames.SentencePieceText(MarianSpecifier.TargetModel))?.Text,
            AddedTokens = folder.Find(ModelFileNames.AddedTokens)?.Text,
        };
    }

    /// <summary>The build has compiled the tables into a file; all that is needed of it is its checksum.</summary>
    private static CompiledTokenizer? Find(TokenizerSpec specification, string source, ModelFolder folder, FindingList findings)
    {
        if (folder.Find(ModelFileNames.TablesManifest) is { } manifest && TablesManifest.TryRead(manifest.Text) is { } checksum)
        {
            return new CompiledTokenizer(source, specification.VocabularySize, specification.SpecialTokens, Tables: null, checksum);
        }

        findings.Add(FindingIds.FileMissing, ModelFileNames.TablesManifest, "the build writes it when TableStorage is File. Build the project with the targets of the package");
        return null;
    }

    private static CompiledTokenizer? Compile(TokenizerSpec specification, string source, FindingList findings, CancellationToken cancellation)
    {
        try
        {
            return new CompiledTokenizer(source, specification.VocabularySize, specification.SpecialTokens, TokenizerCompiler.Compile(specification, cancellation), TablesChecksum: null);
        }
        catch (NotSupportedException exception)
        {
            findings.Add(FindingIds.NotModelled, source, exception.Message);
            return null;
        }
    }
}
