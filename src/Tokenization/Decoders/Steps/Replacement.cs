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

    /// <summary>Replaces all occurrences of a pattern in what was appended since a length. An empty pattern occurs around every character, as in Rust.</summary>
    public static void Apply(int start, ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> content, TextList texts)
    {
        int end = texts.Length;
        if (!pattern.IsEmpty && texts.Bytes.AsSpan(start, end - start).IndexOf(pattern) < 0)
        {
            return;
        }

        // Behind the text first, because it may become longer.
        texts.Append(pattern.IsEmpty ? content : default);
        for (int at = start; at < end;)
        {
            int length = pattern.IsEmpty ? Utf8.LengthOf(texts.Bytes[at]) : texts.Bytes.AsSpan(at, end - at).IndexOf(pattern);
            bool isFound = length >= 0;
            length = isFound ? length : end - at;
            texts.AppendCopy(at, length);
            texts.Append(isFound ? content : default);
            at += length + (isFound ? pattern.Length : 0);
        }

        texts.Remove(start, end);
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
