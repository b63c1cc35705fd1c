namespace Sememe.Compiler.Texts;

/// <summary>A text that is tokenized at build, and how.</summary>
/// <param name="First">The text, or the first of two.</param>
/// <param name="Second">The second; null for one text.</param>
/// <param name="OmitSpecialTokens">As <see cref="EncodeOptions.OmitSpecialTokens"/>.</param>
/// <param name="SpecialTokensAsText">As <see cref="EncodeOptions.SpecialTokensAsText"/>.</param>
internal sealed record LiteralText(string First, string? Second, bool OmitSpecialTokens, bool SpecialTokensAsText);
