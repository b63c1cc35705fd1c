using Sememe.Compiler.Texts;

namespace Sememe.Generator.Literals;

/// <summary>A property that is token ids of a text: what the emitted half of it depends on.</summary>
/// <param name="Class">The type that has it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Declaration">Its declaration up to the name: <c>public static partial global::System.ReadOnlySpan&lt;int&gt; River</c>.</param>
/// <param name="IsDocumented">True when the user has written a documentation comment.</param>
/// <param name="Part">What of the tokens it holds.</param>
/// <param name="MayBeCut">The user knows that the text may be longer than the model takes.</param>
/// <param name="Model">Name of the model; null when the project has none for it.</param>
/// <param name="Text">The text to be tokenized; null when something about the property or the text keeps it from being.</param>
internal sealed record LiteralProperty(
    LiteralClass Class, string Name, string Declaration, bool IsDocumented, LiteralPart Part, bool MayBeCut, string? Model, LiteralText? Text);
