using Sememe.Tokenization.Pipeline;

namespace Sememe.Tokenization.PostProcessors;

/// <summary>Lays special tokens and texts out in the caller's spans as a template says.</summary>
internal ref struct TemplateWriter
{
    private readonly TokenSpans _spans;
    private readonly OffsetTrimmer? _trimmer;
    private int _length;

    public TemplateWriter(TokenSpans spans, Template template)
    {
        _spans = spans;
        _trimmer = template.Trimmer;
        _length = 0;
    }

    /// <summary>Tokens so far.</summary>
    public readonly int Length => _length;

    public void AddSpecial(TemplatePiece piece)
    {
        int at = _length++;
        _spans.Ids[at] = piece.Id;
        Mark(at, 1, piece.TypeId, special: 1, sequence: -1);
        if (!_spans.Offsets.IsEmpty)
        {
            _spans.Offsets[at] = default;
        }

        if (!_spans.WordIds.IsEmpty)
        {
            _spans.WordIds[at] = -1;
        }
    }

    /// <summary>Adds a text whose tokens are where they belong already.</summary>
    public void AddInPlace(int count, int typeId)
    {
        Mark(_length, count, typeId, special: 0, sequence: 0);
        Trim(count);
        _length += count;
    }

    public void AddText(TokenBuffer tokens, TokenWindow window, int typeId, int sequence)
    {
        tokens.Ids.Slice(window.Start, window.Count).CopyTo(_spans.Ids.Slice(_length));
        if (!_spans.Offsets.IsEmpty)
        {
            tokens.Offsets.Slice(window.Start, window.Count).CopyTo(_spans.Offsets.Slice(_length));
        }

        if (!_spans.WordIds.IsEmpty)
        {
            tokens.WordIds.Slice(window.Start, window.Count).CopyTo(_spans.WordIds.Slice(_length));
        }

        Mark(_length, window.Count, typeId, special: 0, sequence);
        Trim(window.Count);
        _length += window.Count;
    }

    private readonly void Trim(int count)
    {
        if (_trimmer is not null && !_spans.Offsets.IsEmpty)
        {
            _trimmer.Trim(_spans.Ids.Slice(_length, count), _spans.Offsets.Slice(_length, count));
        }
    }

    private readonly void Mark(int at, int count, int typeId, int special, int sequence)
    {
        Fill(_spans.TypeIds, at, count, typeId);
        Fill(_spans.AttentionMask, at, count, 1);
        Fill(_spans.SpecialTokensMask, at, count, special);
        Fill(_spans.SequenceIds, at, count, sequence);
    }

    private static void Fill(Span<int> span, int at, int count, int value)
    {
        if (!span.IsEmpty)
        {
            span.Slice(at, count).Fill(value);
        }
    }
}
