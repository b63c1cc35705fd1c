using System.Runtime.InteropServices;
using System.Text;
using Sememe.Tokenization.Decoders;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the section of <see cref="TokenTexts"/>, with the decoder's work on single tokens done.</summary>
/// <param name="decoder">The decoder when it is the only one: those that look at single tokens have their work done here.</param>
/// <param name="cancellation">Looked at for every token.</param>
internal sealed class TokenTextBuilder(DecoderSpec? decoder, CancellationToken cancellation = default)
{
    private readonly List<byte> _texts = [];
    private readonly TextList _cleaned = new();

    /// <exception cref="NotSupportedException">Tokens longer than the layout allows.</exception>
    public byte[] Build(TokenizerSpec specification, VocabularySpec vocabulary, AddedTokenPatterns patterns)
    {
        int count = specification.VocabularySize;
        Dictionary<int, AddedTokenSpec> added = specification.AddedTokens.GroupBy(static token => token.Id).ToDictionary(static same => same.Key, static same => same.Last());
        HashSet<string> special = new(specification.AddedTokens.Where(static token => token.Special).Select(static token => token.Content), StringComparer.Ordinal);
        List<int> groups = [];
        ushort[] offsets = new ushort[(count + 1) & ~1];
        byte[] flags = new byte[TableWriter.Aligned(count)];
        for (int id = 0; id < count; id++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (id % TokenTexts.GroupLength == 0)
            {
                groups.Add(_texts.Count);
            }

            int offset = _texts.Count - groups[groups.Count - 1];
            offsets[id] = offset <= ushort.MaxValue ? (ushort)offset : throw TooLong();
            added.TryGetValue(id, out AddedTokenSpec? token);
            string? spelling = token?.Content ?? (id < vocabulary.Length ? vocabulary[id] : null);
            flags[id] = (byte)(spelling is null ? TokenTextFlags.Absent
                : decoder is PieceDecoderSpec pieces ? AddText(spelling, pieces.Tokens[id].Text ?? spelling) | pieces.Tokens[id].Flags
                : Add(spelling, patterns.NormalizedForm(id), special));
        }

        return
        [
            .. TableWriter.Numbers([count, .. groups]), .. MemoryMarshal.AsBytes(offsets.AsSpan()).ToArray(), .. flags, .. _texts,
        ];
    }

    private TokenTextFlags Add(string spelling, byte[]? normalizedForm, HashSet<string> special)
    {
        string token = normalizedForm is null ? spelling : Encoding.UTF8.GetString(normalizedForm);

        // Hugging Face asks by text and not by id: a special token that decodes to its normalized form is not left out.
        TokenTextFlags skipped = special.Contains(token) ? TokenTextFlags.Special : TokenTextFlags.None;
        if (decoder is not WordPieceDecoderSpec { Prefix: var prefix } wordPiece)
        {
            return AddText(spelling, token) | skipped;
        }

        bool continues = token.StartsWith(prefix, StringComparison.Ordinal);
        string first = CleanUp(token, wordPiece);
        string other = CleanUp(continues ? token.Substring(prefix.Length) : " " + token, wordPiece);
        TokenTextFlags? plain = first != spelling ? null
            : other == " " + spelling ? TokenTextFlags.None
            : other == spelling ? TokenTextFlags.Attaches
            : continues && other == spelling.Substring(prefix.Length) ? TokenTextFlags.Continues
            : null;
        if (plain is { } flags)
        {
            _texts.AddRange(Encoding.UTF8.GetBytes(spelling));
            return flags | skipped;
        }

        AddWithLength(spelling);
        AddWithLength(first);
        _texts.AddRange(Encoding.UTF8.GetBytes(other));
        return TokenTextFlags.Rewritten | skipped;
    }

    private TokenTextFlags AddText(string spelling, string text)
    {
        if (text == spelling)
        {
            _texts.AddRange(Encoding.UTF8.GetBytes(spelling));
            return TokenTextFlags.None;
        }

        AddWithLength(spelling);
        AddWithLength(text);
        _texts.AddRange(Encoding.UTF8.GetBytes(text));
        return TokenTextFlags.Rewritten;
    }

    private void AddWithLength(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        ushort length = utf8.Length <= ushort.MaxValue ? (ushort)utf8.Length : throw TooLong();
        _texts.Add((byte)length);
        _texts.Add((byte)(length >> 8));
        _texts.AddRange(utf8);
    }

    private string CleanUp(string text, WordPieceDecoderSpec wordPiece)
    {
        if (!wordPiece.Cleanup)
        {
            return text;
        }

        _cleaned.Clear();
        _cleaned.Append(Encoding.UTF8.GetBytes(text));
        EnglishCleanUp.Apply(0, _cleaned);
        return Encoding.UTF8.GetString(_cleaned.All.ToArray());
    }

    private static NotSupportedException TooLong() => new($"A token is longer than {ushort.MaxValue} bytes, which the table layout cannot hold.");
}
