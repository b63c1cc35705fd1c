namespace Sememe;

/// <summary>A text that is tokenized when the project is compiled: what the attributes for it have in common.</summary>
public abstract class CompiledTextAttribute : Attribute
{
    private protected CompiledTextAttribute(string text) => Text = text;

    private protected CompiledTextAttribute(string first, string second) => (Text, SecondText) = (first, second);

    /// <summary>The text, or the first of two.</summary>
    public string Text { get; }

    /// <summary>The second of two texts that belong together; null for one text.</summary>
    public string? SecondText { get; }

    /// <summary>As <see cref="LoadOptions.Truncate"/>: a text that is longer than the model takes is cut. It is cut without this too, but with a warning.</summary>
    public bool Truncate { get; set; }

    /// <summary>As <see cref="EncodeOptions.OmitSpecialTokens"/>: no <c>[CLS]</c>, <c>[SEP]</c> and the like are added.</summary>
    public bool OmitSpecialTokens { get; set; }

    /// <summary>As <see cref="EncodeOptions.SpecialTokensAsText"/>: special tokens that the text spells out are plain text.</summary>
    public bool SpecialTokensAsText { get; set; }
}
