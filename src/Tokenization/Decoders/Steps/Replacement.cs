using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Decoders.Steps;

/// <summary>Replaces one text by another.</summary>
internal static class Replacement
{
    /// <summary>Appends a text with all occurrences of a pattern replaced. An empty pattern occurs around every character, as in Rust.</summary>
    public static void Append(ReadOnlySpan<byte> text, ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> content, TextList destination)
    {
        if (pattern.IsEmpty)
        {
            AppendAround(text, content, destination);
            return;
        }

        for (int found = text.IndexOf(pattern); found >= 0; found = text.IndexOf(pattern))
        {
            destination.Append(text.Slice(0, found));
            destination.Append(content);
            text = text.Slice(found + pattern.Length);
        }

        destination.Append(text);
    }

    private static void AppendAround(ReadOnlySpan<byte> text, ReadOnlySpan<byte> content, TextList destination)
    {
        destination.Append(content);
        while (!text.IsEmpty)
        {
            int length = Utf8.LengthOf(text[0]);
            destination.Append(text.Slice(0, length));
            destination.Append(content);
            text = text.Slice(length);
        }
    }
}
