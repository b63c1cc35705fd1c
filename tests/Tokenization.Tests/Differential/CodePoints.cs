namespace Sememe.Tokenization.Tests.Differential;

/// <summary>Places in UTF-16 as places in code points, which node counts in.</summary>
internal static class CodePoints
{
    public static int[] Of(string text, IReadOnlyList<TextRange> offsets)
    {
        int[] before = new int[text.Length + 1];
        for (int i = 0; i < text.Length; i++)
        {
            before[i + 1] = before[i] + (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 0 : 1);
        }

        return [.. offsets.SelectMany(range => new[] { before[range.Start], before[range.End] })];
    }
}
