using System.Runtime.CompilerServices;
using Sememe.Tokenization.AddedTokens;
using Sememe.Tokenization.Models;
using Sememe.Tokenization.Normalizers;
using Sememe.Tokenization.PostProcessors;
using Sememe.Tokenization.PreTokenizers;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Pipeline;

/// <summary>From a text to its tokens, before truncation and special tokens: added tokens, normalizers, pre-tokenizers, model, in Hugging Face's order.</summary>
internal sealed class TokenPipeline
{
    /// <summary>Bytes that are normalized at a time, where the text can be cut: what they become stays in the caches.</summary>
    private const int ChunkLength = 1 << 14;

    private readonly NormalizerChain _normalizers;
    private readonly PreTokenizerChain _preTokenizers;
    private readonly Model _model;
    private readonly AddedTokenTable? _rawTokens;
    private readonly AddedTokenTable? _normalizedTokens;
    private readonly AddedTokenTrimmer? _trimmer;
    private readonly LanguageCodeNormalizer? _languageCodes;
    private readonly bool _cutsAtBlanks;
    private readonly bool _needsPlaces;
    private readonly bool _vectorized;

    public TokenPipeline(TableBlob tables, TokenizerSettings settings, bool vectorized)
    {
        _vectorized = vectorized;
        _normalizers = new NormalizerChain(tables, vectorized);
        _preTokenizers = new PreTokenizerChain(tables, vectorized);
        _languageCodes = _normalizers.LanguageCodes;
        _needsPlaces = _preTokenizers.NeedsPlaces;
        _model = Model.Create(settings.Model, tables, vectorized);
        _rawTokens = CreateAddedTokens(tables, SectionKind.RawAddedTokens);
        _normalizedTokens = CreateAddedTokens(tables, SectionKind.NormalizedAddedTokens);
        _trimmer = AddedTokenTrimmer.Create(tables);
        _cutsAtBlanks = settings.CutsAtBlanks;
    }

    /// <summary>The id of an entry of the model's vocabulary as it is spelled there, or -1.</summary>
    public int Find(ReadOnlySpan<byte> token) => _model.Find(token);

    /// <summary>True when <see cref="Find"/> knows every entry of the model's vocabulary.</summary>
    public bool FindsAll => _model.FindsAll;

    /// <summary>Memory for a call.</summary>
    public EncodeScratch CreateScratch() => new(_model.CreateMemory());

    /// <summary>Appends the tokens of a text; offsets are in its units.</summary>
    /// <param name="text">The text.</param>
    /// <param name="skipSpecial">Special tokens in it are plain text.</param>
    /// <param name="scratch">Memory.</param>
    /// <param name="sink">Where tokens go.</param>
    public void Encode(ReadOnlySpan<char> text, bool skipSpecial, EncodeScratch scratch, ref TokenSink sink)
    {
#if NET
        if (_normalizers.Direct is { } direct && !(sink.IsDetailed || _needsPlaces) && _rawTokens?.MayOccurIn(text) != true)
        {
            EncodeDirectly(direct, text, skipSpecial, scratch, ref sink);
            return;
        }
#endif
        scratch.Source.Take(text, _vectorized);
        Encode(skipSpecial, scratch, ref sink);
    }

    /// <summary>Appends the tokens of the source text in scratch; offsets are in the caller's units.</summary>
    /// <param name="skipSpecial">Special tokens in it are plain text.</param>
    /// <param name="scratch">The text, and memory.</param>
    /// <param name="sink">Where tokens go.</param>
    public void Encode(bool skipSpecial, EncodeScratch scratch, ref TokenSink sink)
    {
        SourceText source = scratch.Source;
        int before = Math.Min(sink.Count, sink.Offsets.Length);
        int taken = 0;
        if (_rawTokens is not null)
        {
            int from = 0;
            while (_rawTokens.TryFind(source.Text, ref from, taken, skipSpecial, out AddedTokenMatch match))
            {
                EncodePiece(taken, match.Start, skipSpecial, scratch, ref sink);
                sink.Add(match.Id, RangeOf(source.Text, match));
                sink.Words++;
                taken = match.End;
            }
        }

        EncodePiece(taken, source.Length, skipSpecial, scratch, ref sink);
        source.ToUnits(sink.Offsets.Slice(before, Math.Min(sink.Count, sink.Offsets.Length) - before));
    }

#if NET
    /// <summary>Without a copy of the text: nobody asks for places, and no added token is to be found before it is normalized.</summary>
    private void EncodeDirectly(BertUtf16Normalizer direct, ReadOnlySpan<char> text, bool skipSpecial, EncodeScratch scratch, ref TokenSink sink)
    {
        while (!text.IsEmpty)
        {
            int cut = FindCut(text);
            NormalizedText normalized = scratch.Normalized;
            normalized.Begin(scratch.Piece, keepsPlaces: false);
            direct.Normalize(text.Slice(0, cut), normalized, scratch);
            EncodeNormalized(normalized, skipSpecial, scratch, ref sink);
            text = text.Slice(cut);
        }
    }
#endif

    private void EncodePiece(int start, int end, bool skipSpecial, EncodeScratch scratch, ref TokenSink sink)
    {
        bool keepsPlaces = sink.IsDetailed || _needsPlaces;
        if (_languageCodes is not null)
        {
            start += EncodeLanguageCode(_languageCodes, scratch.Source.Text.Slice(start, end - start), start, ref sink);
        }

        while (start < end)
        {
            int cut = keepsPlaces && _normalizers.MayShiftPlaces(scratch.Source, start, end) ? end : start + FindCut(scratch.Source.Text.Slice(start, end - start));
            NormalizedText text = _normalizers.Normalize(scratch.Source, start, cut, keepsPlaces, scratch);
            EncodeNormalized(text, skipSpecial, scratch, ref sink);
            start = cut;
        }
    }

    /// <summary>Takes the language code that a piece begins with; returns its length.</summary>
    private int EncodeLanguageCode(LanguageCodeNormalizer codes, ReadOnlySpan<byte> piece, int start, ref TokenSink sink)
    {
        int length = LanguageCodeNormalizer.LengthAtStart(piece);
        if (length > 0)
        {
            int id = _model.Find(piece.Slice(0, length));
            sink.Add(id < 0 ? codes.UnknownId : id, new TextRange(start, start + length));
            sink.Words++;
        }

        return length;
    }

    /// <summary>Where a text of UTF-8 or UTF-16 may be cut: the last such place of a chunk, else the first behind it; its end where there is none.</summary>
    private int FindCut<T>(ReadOnlySpan<T> text)
        where T : unmanaged
    {
        int chunk = ChunkLength / Unsafe.SizeOf<T>();
        if (!_cutsAtBlanks || text.Length <= chunk)
        {
            return text.Length;
        }

        for (int at = chunk; at > chunk / 2; at--)
        {
            if (IsCut(text, at))
            {
                return at;
            }
        }

        int later = chunk + 1;
        while (later < text.Length && !IsCut(text, later))
        {
            later++;
        }

        return later;
    }

    /// <summary>Before a blank behind an ASCII letter or digit: no step that lets the pipeline cut looks across such a place.</summary>
    private static bool IsCut<T>(ReadOnlySpan<T> text, int at)
        where T : unmanaged
    {
        uint before = UnitOf(text[at - 1]);
        return UnitOf(text[at]) == ' ' && ((before | 0x20) - 'a' <= 25 || before - '0' <= 9);
    }

    private static uint UnitOf<T>(T unit)
        where T : unmanaged => Unsafe.SizeOf<T>() == sizeof(byte) ? Unsafe.As<T, byte>(ref unit) : Unsafe.As<T, char>(ref unit);

    private void EncodeNormalized(NormalizedText text, bool skipSpecial, EncodeScratch scratch, ref TokenSink sink)
    {
        int taken = text.Start;
        if (_normalizedTokens is not null)
        {
            int from = 0;
            while (_normalizedTokens.TryFind(text.Text, ref from, taken - text.Start, skipSpecial, out AddedTokenMatch match))
            {
                int start = text.Start + match.Start;
                int end = text.Start + match.End;
                _preTokenizers.Encode(text, taken, start, _model, scratch, ref sink);
                sink.Add(match.Id, sink.IsDetailed ? RangeOf(text, match) : default);
                sink.Words++;
                taken = end;
            }
        }

        _preTokenizers.Encode(text, taken, text.End, _model, scratch, ref sink);
    }

    private TextRange RangeOf(ReadOnlySpan<byte> text, AddedTokenMatch match)
    {
        (int start, int end) = _trimmer?.Trim(text, match.Start, match.End) ?? (match.Start, match.End);
        return new TextRange(start, end);
    }

    private TextRange RangeOf(NormalizedText text, AddedTokenMatch match)
    {
        TextRange range = RangeOf(text.Text, match);
        if (range.Length > 0)
        {
            return text.SourceOf(text.Start + range.Start, text.Start + range.End);
        }

        TextRange whole = text.SourceOf(text.Start + match.Start, text.Start + match.End);
        return new TextRange(whole.End, whole.End); // nothing but blanks
    }

    private static AddedTokenTable? CreateAddedTokens(TableBlob tables, SectionKind kind) =>
        tables.Has(kind) ? new AddedTokenTable(tables, tables.Find(kind)) : null;
}
