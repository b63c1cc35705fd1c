namespace Sememe;

/// <summary>Makes a partial property the token ids of a text, as constant data.</summary>
/// <typeparam name="TModel">A class of this project with <see cref="LanguageModelAttribute"/>.</typeparam>
/// <remarks>The property is static, of type <c>ReadOnlySpan&lt;int&gt;</c> or <c>ReadOnlySpan&lt;long&gt;</c>, and has a getter alone. Reading it allocates nothing.</remarks>
/// <example><code>
/// public static partial class Queries
/// {
///     [TokenIds&lt;MiniLm&gt;("the bank of the river")]
///     public static partial ReadOnlySpan&lt;int&gt; River { get; }
/// }
/// </code></example>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TokenIdsAttribute<TModel> : CompiledTextAttribute
    where TModel : class
{
    /// <inheritdoc cref="TokenIdsAttribute(string)"/>
    public TokenIdsAttribute(string text)
        : base(text)
    {
    }

    /// <inheritdoc cref="TokenIdsAttribute(string, string)"/>
    public TokenIdsAttribute(string first, string second)
        : base(first, second)
    {
    }
}
