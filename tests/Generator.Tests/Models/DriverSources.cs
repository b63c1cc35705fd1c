namespace Sememe.Generator.Tests.Models;

/// <summary>Code that uses generated classes, as users write it; compiled with the class of a model folder.</summary>
internal static class DriverSources
{
    public const string Classifier = """
        public sealed class Driver(Sememe.LoadOptions options) : Sememe.Generator.Tests.Models.IClassifier
        {
            private readonly Model _model = Model.Load(options);

            public (string, float[]) Classify(string first, string? second)
            {
                Model.Scores scores = second is null ? _model.Classify(first) : _model.Classify(first, second);
                return (Model.NameOf(scores.Best), scores.AsSpan().ToArray());
            }

            public float[][] ClassifyAll(string[] texts)
            {
                Model.Scores[] scores = new Model.Scores[texts.Length];
                _model.Classify(texts, scores);
                return System.Array.ConvertAll(scores, static s => s.AsSpan().ToArray());
            }

            public long Allocated(string[] texts) =>
                Sememe.Testing.Allocations.PerCall(() => { foreach (string text in texts) { _model.Classify(text); _model.Classify(text, text); } });

            public void Dispose() => _model.Dispose();
        }
        """;

    public const string Scorer = """
        public sealed class Driver(Sememe.LoadOptions options) : Sememe.Generator.Tests.Models.IScorer
        {
            private readonly Model _model = Model.Load(options);

            public float Score(string first, string second) => _model.Score(first, second);

            public float[] ScoreAll(string query, string[] texts)
            {
                float[] scores = new float[texts.Length];
                _model.Score(query, texts, scores);
                return scores;
            }

            public Sememe.RankedText[] Rerank(string query, string[] texts, int count)
            {
                Sememe.RankedText[] best = new Sememe.RankedText[count];
                return best[.._model.Rerank(query, texts, best)];
            }

            public long Allocated(string query, string[] texts)
            {
                Sememe.RankedText[] best = new Sememe.RankedText[2];
                return Sememe.Testing.Allocations.PerCall(() => _model.Rerank(query, texts, best));
            }

            public void Dispose() => _model.Dispose();
        }
        """;

    public const string Predictor = """
        public sealed class Driver(Sememe.LoadOptions options) : Sememe.Generator.Tests.Models.IPredictor
        {
            private readonly Model _model = Model.Load(options);

            public float Predict(string first, string? second) => second is null ? _model.Predict(first) : _model.Predict(first, second);

            public void Dispose() => _model.Dispose();
        }
        """;

    public const string Tagger = """
        public sealed class Driver(Sememe.LoadOptions options) : Sememe.Generator.Tests.Models.ITagger
        {
            private readonly Model _model = Model.Load(options);
            private readonly Model.TaggedToken[] _tokens = new Model.TaggedToken[Model.MaxTokens];
            private readonly Model.Mention[] _mentions = new Model.Mention[Model.MaxTokens];

            public (string, float, Sememe.TextRange)[] Tag(string text)
            {
                int count = _model.Tag(text, _tokens).Count;
                return System.Array.ConvertAll(_tokens[..count], static t => (Model.NameOf(t.Label), t.Score, t.Range));
            }

            public (string, float, Sememe.TextRange)[] Recognize(string text) =>
                System.Array.ConvertAll(_model.Recognize(text), static m => (Model.NameOf(m.Entity), m.Score, m.Range));

            public long Allocated(string[] texts) =>
                Sememe.Testing.Allocations.PerCall(() => { foreach (string text in texts) { _model.Tag(text, _tokens); _model.Recognize(text, _mentions); } });

            public void Dispose() => _model.Dispose();
        }
        """;

    public const string Answerer = """
        public sealed class Driver(Sememe.LoadOptions options) : Sememe.Generator.Tests.Models.IAnswerer
        {
            private readonly Model _model = Model.Load(options);

            public Sememe.Answer[] Answer(string question, string context, int count, Sememe.AnswerOptions options)
            {
                Sememe.Answer[] best = new Sememe.Answer[count];
                best = best[.._model.Answer(question, context, best, options).Count];
                return best.Length == 0 || best[0] == _model.Answer(question, context, options) ? best : throw new System.InvalidOperationException("the best answer is another");
            }

            public long Allocated(string question, string context) =>
                Sememe.Testing.Allocations.PerCall(() => _model.Answer(question, context));

            public void Dispose() => _model.Dispose();
        }
        """;

    public const string Filler = """
        public sealed class Driver(Sememe.LoadOptions options) : Sememe.Generator.Tests.Models.IFiller
        {
            private readonly Model _model = Model.Load(options);
            private readonly Sememe.TokenScore[] _best = new Sememe.TokenScore[20];

            public (Sememe.FillInfo, Sememe.TokenScore[]) Fill(string text, int count)
            {
                Sememe.TokenScore[] best = new Sememe.TokenScore[count];
                return (_model.Fill(text, best), best);
            }

            public string WordOf(Sememe.TokenScore guess) => Model.WordOf(guess);

            public long Allocated(string[] texts) =>
                Sememe.Testing.Allocations.PerCall(() => { foreach (string text in texts) { _model.Fill(text, _best); } });

            public void Dispose() => _model.Dispose();
        }
        """;

    public const string Translator = """
        public sealed class Driver(Sememe.LoadOptions options) : Sememe.Generator.Tests.Models.ITranslator
        {
            private readonly Model _model = Model.Load(options);
            private readonly int[] _tokens = new int[Model.MaxTokens];
            private readonly char[] _characters = new char[1024];

            public string Translate(string text, Sememe.TranslateOptions options) => _model.Translate(text, options);

            public string Translate(string text, Sememe.TranslateOptions options, System.Threading.CancellationToken cancellation) => _model.Translate(text, options, cancellation);

            public (Sememe.TranslateInfo, int[]) TranslateTokens(string text, Sememe.TranslateOptions options)
            {
                Sememe.TranslateInfo info = _model.Translate(text, _tokens, options);
                return (info, _tokens[..info.Written]);
            }

            public (Sememe.TranslateInfo, string) TranslateCharacters(string text, int room, Sememe.TranslateOptions options)
            {
                Sememe.TranslateInfo info = _model.Translate(text, new System.Span<char>(_characters, 0, room), options);
                return (info, new string(_characters, 0, info.Written));
            }

            public (Sememe.TranslateInfo, Sememe.Translation[]) TranslateBest(string text, int count, Sememe.TranslateOptions options)
            {
                Sememe.Translation[] best = new Sememe.Translation[count];
                Sememe.TranslateInfo info = _model.Translate(text, best, options);
                return (info, best[..info.Written]);
            }

            public (Sememe.BatchInfo, string[]) TranslateAll(
                string[] texts, Sememe.TranslateOptions options, System.IProgress<int>? progress, System.Threading.CancellationToken cancellation)
            {
                string[] translations = new string[texts.Length];
                return (_model.Translate(texts, translations, options, progress, cancellation), translations);
            }

            public long Allocated(string[] texts, Sememe.TranslateOptions options) =>
                Sememe.Testing.Allocations.PerCall(() => { foreach (string text in texts) { _model.Translate(text, _tokens, options); _model.Translate(text, _characters, options); } });

            public void Dispose() => _model.Dispose();
        }
        """;

    public const string Generator = """
        public sealed class Driver(Sememe.LoadOptions options) : Sememe.Generator.Tests.Models.IGenerator
        {
            private readonly Model _model = Model.Load(options);
            private readonly int[] _tokens = new int[Model.MaxTokens];
            private int _chars;

            public double Perplexity(string text) => _model.Perplexity(text);

            public string Generate(string text, Sememe.GenerateOptions options) => _model.Generate(text, options);

            public (Sememe.GenerateInfo, int[]) GenerateTokens(string text, Sememe.GenerateOptions options)
            {
                Sememe.GenerateInfo info = _model.Generate(text, _tokens, options);
                return (info, _tokens[..info.NewTokens]);
            }

            public (Sememe.GenerateInfo, string[]) GeneratePieces(string text, Sememe.GenerateOptions options)
            {
                System.Collections.Generic.List<string> pieces = new();
                Sememe.GenerateInfo info = _model.Generate(text, piece => pieces.Add(piece.ToString()), options);
                return (info, pieces.ToArray());
            }

            public long Allocated(string[] texts, Sememe.GenerateOptions options)
            {
                Sememe.TextPiece count = piece => _chars += piece.Length;
                return Sememe.Testing.Allocations.PerCall(() => { foreach (string text in texts) { _model.Generate(text, _tokens, options); _model.Generate(text, count, options); _model.Perplexity(text); } });
            }

            public void Dispose() => _model.Dispose();
        }
        """;

    public const string Embedder = """
        public sealed class Driver(Sememe.LoadOptions options) : Sememe.Generator.Tests.Models.IEmbedder
        {
            private readonly Model _model = Model.Load(options);

            public float[] Embed(string text, string? prompt) => WITH_PROMPT_OR_NOT;

            public float[][] EmbedAll(string[] texts)
            {
                Model.Vector[] vectors = new Model.Vector[texts.Length];
                _model.Embed(texts, vectors);
                return System.Array.ConvertAll(vectors, static v => v.ToArray());
            }

            public long Allocated(string[] texts) =>
                Sememe.Testing.Allocations.PerCall(() => { foreach (string text in texts) { _model.Embed(text); } });

            public void Dispose() => _model.Dispose();
        }
        """;

    public const string Contextualizer = """
        public sealed class Driver(Sememe.LoadOptions options) : Sememe.Generator.Tests.Models.IContextualizer
        {
            private readonly Model _model = Model.Load(options);

            public (float[], int, string[]) Contextualize(string text, Sememe.ContextOptions options)
            {
                using Sememe.TokenVectors vectors = _model.Contextualize(text, options);
                return Copy(vectors);
            }

            public (float[], int, string[]) Contextualize(string[] words, Sememe.ContextOptions options)
            {
                using Sememe.TokenVectors vectors = _model.Contextualize(words, options);
                return Copy(vectors);
            }

            public long Allocated(string[] texts, string[] words, Sememe.ContextOptions options) =>
                Sememe.Testing.Allocations.PerCall(() => { foreach (string text in texts) { using Sememe.TokenVectors t = _model.Contextualize(text, options); } using Sememe.TokenVectors w = _model.Contextualize(words, options); });

            public void Dispose() => _model.Dispose();

            private static (float[], int, string[]) Copy(Sememe.TokenVectors vectors)
            {
                string[] texts = new string[vectors.Count];
                for (int row = 0; row < texts.Length; row++)
                {
                    texts[row] = vectors.TextOf(row).ToString();
                }

                return (vectors.Rows.ToArray(), vectors.Dimensions, texts);
            }
        }
        """;
}
