using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Windows;

namespace Sememe;

/// <summary>The windows of a text, for <c>foreach</c>; see <see cref="Tokenizer.Windows"/>.</summary>
public readonly ref struct TextWindows
{
    private readonly Tokenizer _tokenizer;
    private readonly ReadOnlySpan<char> _text;
    private readonly WindowOptions _options;

    internal TextWindows(Tokenizer tokenizer, ReadOnlySpan<char> text, WindowOptions options)
    {
        _tokenizer = tokenizer;
        _text = text;
        _options = options;
    }

    /// <summary>Begins with the first window.</summary>
    public Enumerator GetEnumerator() => new(_tokenizer, _text, _options);

    /// <summary>All windows. Allocates.</summary>
    public TextWindow[] ToArray()
    {
        List<TextWindow> windows = [];
        foreach (TextWindow window in this)
        {
            windows.Add(window);
        }

        return [.. windows];
    }

    /// <summary>Goes from window to window. Holds memory of the tokenizer until it is disposed, which <c>foreach</c> does.</summary>
    public ref struct Enumerator
    {
        private readonly Tokenizer _tokenizer;
        private readonly ReadOnlySpan<char> _text;
        private readonly WindowOptions _options;
        private EncodeScratch? _tokens;
        private int _next;

        internal Enumerator(Tokenizer tokenizer, ReadOnlySpan<char> text, WindowOptions options)
        {
            _tokenizer = tokenizer;
            _text = text;
            _options = options;
            _tokens = tokenizer.RentTokens(text, options.Encoding);
            _next = 0;
            Current = default;
        }

        /// <summary>The window.</summary>
        public TextWindow Current { readonly get; private set; }

        /// <summary>Goes to the next window; false behind the last.</summary>
        public bool MoveNext()
        {
            if (_tokens is null || _next >= _tokens.First.Count)
            {
                return false;
            }

            WindowCutter cutter = new(_text, _tokens.First, _options.Border);
            int start = _next;
            int end = cutter.FindEnd(start, _options.MaxTokens - (_options.OmitSpecialTokens ? 0 : _tokenizer.AddedTokens));
            TextWindow window = Alone(cutter.RangeOf(start, end));

            // Alone, a part may become more tokens than inside the text: a word that was cut, or one that has lost the blank before it.
            while (window.Tokens > _options.MaxTokens && end > start + 1)
            {
                end = cutter.FindEnd(start, Math.Max(1, end - start - 1));
                window = Alone(cutter.RangeOf(start, end));
            }

            Current = window;
            _next = end >= _tokens.First.Count ? end : cutter.FindStart(start, end, _options.Overlap);
            return true;
        }

        /// <summary>Gives the memory back.</summary>
        public void Dispose()
        {
            if (_tokens is not null)
            {
                _tokenizer.Return(_tokens);
                _tokens = null;
            }
        }

        private readonly TextWindow Alone(TextRange range) =>
            new(range, _tokenizer.CountTokens(_text.Slice(range.Start, range.End - range.Start), _options.Encoding));
    }
}
