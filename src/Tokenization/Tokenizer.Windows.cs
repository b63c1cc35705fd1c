using Sememe.Tokenization.Pipeline;

namespace Sememe;

/// <content>Long texts: windows, and where to cut.</content>
public sealed partial class Tokenizer
{
    /// <summary>Cuts a long text into parts that fit into a model, overlapping if wanted: <c>foreach (TextWindow window in tokenizer.Windows(text, options))</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">Size, overlap and borders.</param>
    /// <returns>The windows from left to right, together all tokens of the text. None of them becomes more tokens than asked for when it is encoded alone, but for a single character that does.</returns>
    /// <exception cref="ArgumentException">The options cannot be kept.</exception>
    public TextWindows Windows(ReadOnlySpan<char> text, WindowOptions options)
    {
        int room = options.MaxTokens - (options.OmitSpecialTokens ? 0 : AddedTokens);
        if (room < 1)
        {
            throw new ArgumentException($"MaxTokens is {options.MaxTokens}; it must be at least {options.MaxTokens - room + 1}, one more than the special tokens that are added.", nameof(options));
        }

        if (options.Overlap < 0 || options.Overlap >= room)
        {
            throw new ArgumentException($"Overlap is {options.Overlap}; it must be from 0 to {room - 1}, less than the {room} tokens of text in a window.", nameof(options));
        }

        return new TextWindows(this, text, options);
    }

    /// <summary>Where to cut a text so that no more than so many tokens remain.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxTokens">Most tokens of what remains, added special tokens included.</param>
    /// <param name="side">The end that is cut off: with <see cref="Side.Right"/> the text before the index remains, with <see cref="Side.Left"/> the text from it on.</param>
    /// <param name="options">Whether special tokens are added and recognized; truncation and padding play no part.</param>
    /// <returns>An index into <paramref name="text"/>, between two characters; the text's length (or 0) when nothing has to go.</returns>
    public int IndexOfTokenCount(ReadOnlySpan<char> text, int maxTokens, Side side = Side.Right, EncodeOptions options = default)
    {
        int room = maxTokens - (options.OmitSpecialTokens ? 0 : AddedTokens);
        EncodeScratch scratch = _scratch.Rent();
        try
        {
            scratch.First.Fill(_pipeline, new TextInput(text), options.SpecialTokensAsText, scratch);
            ReadOnlySpan<TextRange> offsets = scratch.First.Offsets;
            if (offsets.Length <= room)
            {
                return side == Side.Right ? text.Length : 0;
            }

            // What remains may become more tokens alone than inside the text; then one more has to go.
            for (int kept = room; kept > 0; kept--)
            {
                if (side == Side.Right)
                {
                    int end = offsets[kept - 1].End;
                    if (offsets[kept].Start >= end && CountTokens(text.Slice(0, end), options) <= maxTokens)
                    {
                        return end;
                    }
                }
                else
                {
                    int start = offsets[offsets.Length - kept].Start;
                    if (offsets[offsets.Length - kept - 1].End <= start && CountTokens(text.Slice(start), options) <= maxTokens)
                    {
                        return start;
                    }
                }
            }

            return side == Side.Right ? 0 : text.Length;
        }
        finally
        {
            _scratch.Return(scratch);
        }
    }

    /// <summary>Memory that holds the tokens of a text, until it is returned.</summary>
    internal EncodeScratch RentTokens(ReadOnlySpan<char> text, in EncodeOptions options)
    {
        EncodeScratch scratch = _scratch.Rent();
        scratch.First.Fill(_pipeline, new TextInput(text), options.SpecialTokensAsText, scratch);
        return scratch;
    }

    internal void Return(EncodeScratch scratch) => _scratch.Return(scratch);
}
