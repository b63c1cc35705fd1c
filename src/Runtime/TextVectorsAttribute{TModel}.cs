namespace Sememe;

/// <summary>Fills a partial class with the sentences of a file and their vectors, computed when the project is built.</summary>
/// <typeparam name="TModel">A class of this project with <see cref="LanguageModelAttribute"/>, of a sentence-embedding model.</typeparam>
/// <param name="file">The file, as the <c>LanguageModelTexts</c> item of the project names it, with <c>/</c>: one sentence a line, with or without a label and a tab before it.</param>
/// <example><code>
/// [TextVectors&lt;MiniLm&gt;("intents.tsv")]
/// public static partial class Intents;
/// </code></example>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TextVectorsAttribute<TModel>(string file) : Attribute
    where TModel : class
{
    /// <summary>The file.</summary>
    public string File { get; } = file;
}
