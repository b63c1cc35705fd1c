namespace Sememe;

/// <summary>Where a long text may be cut into windows.</summary>
public enum WindowBorder
{
    /// <summary>Between words, as the model's tokenizer has them.</summary>
    Word,

    /// <summary>Behind sentences (<c>.</c> <c>!</c> <c>?</c> and their like in other scripts, followed by white space where the script has it) and paragraphs; between words where a sentence is too long.</summary>
    Sentence,

    /// <summary>Between any two tokens.</summary>
    Token,
}
