namespace Sememe;

/// <summary>Makes a partial property the token ids of a text, as constant data: for a property inside the class of a model. <see cref="TokenIdsAttribute{TModel}"/> is for other classes.</summary>
/// <example><code>
/// [LanguageModel("all-MiniLM-L6-v2")]
/// public sealed partial class MiniLm
/// {
///     [TokenIds("the bank of the river")]
///     public static partial ReadOnlySpan&lt;int&gt; River { get; }
/// }
/// </code></example>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TokenIdsAttribute : CompiledTextAttribute
{
    /// <summary>One text.</summary>
    /// <param name="text">The text.</param>
    public TokenIdsAttribute(string text)
        : base(text)
    {
    }

    /// <summary>Two texts that belong together, such as a question and a passage.</summary>
    /// <param name="first">The first text.</param>
    /// <param name="second">The second text.</param>
    public TokenIdsAttribute(string first, string second)
        : base(first, second)
    {
    }
}
