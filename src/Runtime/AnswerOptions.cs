namespace Sememe;

/// <summary>How answers are looked for. The default is what the question-answering pipeline of transformers does.</summary>
public readonly record struct AnswerOptions
{
    /// <summary>Most tokens of an answer; 0 for 15.</summary>
    public int MaxAnswerTokens { get; init; }

    /// <summary>Tokens of one window over question and context, special tokens included; 0 for 384 or as many as the model takes, whichever is less.</summary>
    public int WindowTokens { get; init; }

    /// <summary>Tokens of the context that a window repeats of the one before; 0 for 128 or half a window, whichever is less.</summary>
    public int Stride { get; init; }

    /// <summary>The context may hold no answer, for models trained on such questions (SQuAD 2.0): that is then a result with a score of its own.</summary>
    public bool AllowNoAnswer { get; init; }

    /// <summary>Answers begin and end with tokens; without it they are widened to whole words.</summary>
    public bool TokenBoundaries { get; init; }
}
