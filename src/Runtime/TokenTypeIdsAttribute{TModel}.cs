namespace Sememe;

/// <summary>Makes a partial property the type ids (which of two texts a token belongs to) of a text, as constant data.</summary>
/// <typeparam name="TModel">A class of this project with <see cref="LanguageModelAttribute"/>.</typeparam>
/// <remarks>The property is static, of type <c>ReadOnlySpan&lt;int&gt;</c> or <c>ReadOnlySpan&lt;long&gt;</c>, and has a getter alone. Reading it allocates nothing.</remarks>
/// <example><code>
/// public static partial class Queries
/// {
///     [TokenTypeIds&lt;MiniLm&gt;("the bank of the river")]
///     public static partial ReadOnlySpan&lt;int&gt; River { get; }
/// }
/// </code></example>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TokenTypeIdsAttribute<TModel> : CompiledTextAttribute
    where TModel : class
{
    /// <inheritdoc cref="TokenTypeIdsAttribute(string)"/>
    public TokenTypeIdsAttribute(string text)
        : base(text)
    {
    }

    /// <inheritdoc cref="TokenTypeIdsAttribute(string, string)"/>
    public TokenTypeIdsAttribute(string first, string second)
        : base(first, second)
    {
    }
}
