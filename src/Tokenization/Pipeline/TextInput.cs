namespace Sememe.Tokenization.Pipeline;

/// <summary>A text as the caller has it: UTF-16, UTF-8, or words split already.</summary>
internal readonly ref struct TextInput
{
    private readonly ReadOnlySpan<char> _chars;
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly ReadOnlySpan<string> _words;
    private readonly Form _form;

    public TextInput(ReadOnlySpan<char> chars)
    {
        _chars = chars;
        _form = Form.Utf16;
    }

    public TextInput(ReadOnlySpan<byte> utf8)
    {
        _utf8 = utf8;
        _form = Form.Utf8;
    }

    public TextInput(ReadOnlySpan<string> words)
    {
        _words = words;
        _form = Form.Words;
    }

    private enum Form
    {
        Utf16,
        Utf8,
        Words,
    }

    /// <summary>Appends the tokens; places are in the caller's units, those of words in their word.</summary>
    public void Encode(TokenPipeline pipeline, bool skipSpecial, EncodeScratch scratch, ref TokenSink sink)
    {
        switch (_form)
        {
            case Form.Utf16:
                pipeline.Encode(_chars, skipSpecial, scratch, ref sink);
                break;
            case Form.Utf8:
                scratch.Source.Take(_utf8);
                pipeline.Encode(skipSpecial, scratch, ref sink);
                break;
            default:
                EncodeWords(pipeline, skipSpecial, scratch, ref sink);
                break;
        }
    }

    /// <summary>Every word is a text of its own, as in Hugging Face; its number is the caller's.</summary>
    private void EncodeWords(TokenPipeline pipeline, bool skipSpecial, EncodeScratch scratch, ref TokenSink sink)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            int before = Math.Min(sink.Count, sink.WordIds.Length);
            pipeline.Encode(_words[i].AsSpan(), skipSpecial, scratch, ref sink);
            sink.WordIds.Slice(before, Math.Min(sink.Count, sink.WordIds.Length) - before).Fill(i);
        }

        sink.Words = _words.Length;
    }
}
