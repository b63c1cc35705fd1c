namespace Sememe.Generator.Tests.Models;

// What the compiled drivers implement: the generated classes are of types that this assembly does not know.
public interface IClassifier : IDisposable
{
    (string Best, float[] Scores) Classify(string first, string? second);

    float[][] ClassifyAll(string[] texts);

    long Allocated(string[] texts);
}

public interface IScorer : IDisposable
{
    float Score(string first, string second);

    float[] ScoreAll(string query, string[] texts);

    RankedText[] Rerank(string query, string[] texts, int count);

    long Allocated(string query, string[] texts);
}

public interface IPredictor : IDisposable
{
    float Predict(string first, string? second);
}

public interface ITagger : IDisposable
{
    (string Label, float Score, TextRange Range)[] Tag(string text);

    (string Entity, float Score, TextRange Range)[] Recognize(string text);

    long Allocated(string[] texts);
}

public interface IAnswerer : IDisposable
{
    Answer[] Answer(string question, string context, int count, AnswerOptions options);

    long Allocated(string question, string context);
}

public interface IFiller : IDisposable
{
    (FillInfo Info, TokenScore[] Best) Fill(string text, int count);

    string WordOf(TokenScore guess);

    long Allocated(string[] texts);
}

public interface IGenerator : IDisposable
{
    double Perplexity(string text);

    string Generate(string text, GenerateOptions options);

    (GenerateInfo Info, int[] Tokens) GenerateTokens(string text, GenerateOptions options);

    (GenerateInfo Info, string[] Pieces) GeneratePieces(string text, GenerateOptions options);

    long Allocated(string[] texts, GenerateOptions options);
}

public interface ITranslator : IDisposable
{
    string Translate(string text, TranslateOptions options);

    string Translate(string text, TranslateOptions options, CancellationToken cancellation);

    (TranslateInfo Info, int[] Tokens) TranslateTokens(string text, TranslateOptions options);

    (TranslateInfo Info, string Text) TranslateCharacters(string text, int room, TranslateOptions options);

    (TranslateInfo Info, Translation[] Translations) TranslateBest(string text, int count, TranslateOptions options);

    (BatchInfo Info, string[] Translations) TranslateAll(string[] texts, TranslateOptions options, IProgress<int>? progress, CancellationToken cancellation);

    long Allocated(string[] texts, TranslateOptions options);
}

public interface IEmbedder : IDisposable
{
    float[] Embed(string text, string? prompt);

    float[][] EmbedAll(string[] texts);

    long Allocated(string[] texts);
}

public interface IContextualizer : IDisposable
{
    (float[] Vectors, int Dimensions, string[] Texts) Contextualize(string text, ContextOptions options);

    (float[] Vectors, int Dimensions, string[] Texts) Contextualize(string[] words, ContextOptions options);

    long Allocated(string[] texts, string[] words, ContextOptions options);
}
