using System.Runtime.InteropServices;

namespace Sememe.Tokenization.Pipeline;

/// <summary>64-bit destinations: filled as 32-bit numbers in their first half, then widened in place.</summary>
internal readonly ref struct LongSpans
{
    private readonly Span<long> _ids;
    private readonly Span<long> _typeIds;
    private readonly Span<long> _attentionMask;

    public LongSpans(Span<long> ids, Span<long> typeIds, Span<long> attentionMask)
    {
        _ids = ids;
        _typeIds = typeIds;
        _attentionMask = attentionMask;
    }

    public TokenSpans Narrow => new(Half(_ids)) { TypeIds = Half(_typeIds), AttentionMask = Half(_attentionMask) };

    public void Widen(EncodeInfo info)
    {
        int length = info.Tokens + info.Padding;
        Widen(_ids, length);
        Widen(_typeIds, length);
        Widen(_attentionMask, length);
    }

    private static Span<int> Half(Span<long> span) => MemoryMarshal.Cast<long, int>(span).Slice(0, span.Length);

    private static void Widen(Span<long> span, int length)
    {
        if (span.IsEmpty)
        {
            return;
        }

        Span<int> half = Half(span);
        for (int i = length - 1; i >= 0; i--)
        {
            span[i] = half[i];
        }
    }
}
