namespace Sememe.EndToEnd.Tests;

/// <summary>Texts that the real compiler has tokenized, where the tokenizer runs as the old framework's.</summary>
internal static partial class Queries
{
    public const string LongText = "A text that does not end: " + Long + Long + Long + Long + Long;

    private const string Long = Sixteen + Sixteen + Sixteen + Sixteen;
    private const string Sixteen = "many words and many more words and still more of them, all here ";

    [TokenIds<MiniLm>("the bank of the river")]
    public static partial ReadOnlySpan<int> River { get; }

    [TokenIds<MiniLm>("the bank of the river", OmitSpecialTokens = true)]
    public static partial ReadOnlySpan<int> Bare { get; }

    [TokenIds<MiniLm>("naïve café — 東京 😀 ﬁ \u0301 Straße ΑΣ")]
    public static partial ReadOnlySpan<int> Foreign { get; }

    [TokenIds<MiniLm>("a [MASK] and\t[SEP]  [unk]")]
    public static partial ReadOnlySpan<int> Special { get; }

    [TokenIds<MiniLm>("a [MASK] and\t[SEP]  [unk]", SpecialTokensAsText = true)]
    public static partial ReadOnlySpan<int> SpecialAsText { get; }

    [TokenIds<MiniLm>("Who is free?", "All human beings.")]
    public static partial ReadOnlySpan<int> Pair { get; }

    [TokenTypeIds<MiniLm>("Who is free?", "All human beings.")]
    public static partial ReadOnlySpan<long> PairTypes { get; }

    [TokenIds<MiniLm>("the bank of the river")]
    public static partial ReadOnlySpan<long> Wide { get; }

    [TokenIds<MiniLm>(LongText, Truncate = true)]
    public static partial ReadOnlySpan<int> Cut { get; }
}
