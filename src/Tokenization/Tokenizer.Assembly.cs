using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.PostProcessors;

namespace Sememe;

/// <content>What the public members have in common: encode, cut, add special tokens, fill up.</content>
public sealed partial class Tokenizer
{
    /// <summary>One text, or two, into the caller's spans.</summary>
    private EncodeInfo Encode(TextInput first, TextInput second, bool isPair, TokenSpans destination, in EncodeOptions options)
    {
        Check(options);
        destination.Check();
        EncodeScratch scratch = _scratch.Rent();
        try
        {
            if (!isPair && options.TruncationSide == Side.Right && options.Stride == 0)
            {
                return EncodeDirectly(first, destination, options, scratch);
            }

            Fill(first, second, isPair, options, scratch);
            return Assemble(scratch, isPair, destination, options);
        }
        finally
        {
            _scratch.Return(scratch);
        }
    }

    /// <summary>One text, or two, as an object.</summary>
    private EncodedText Encode(TextInput first, TextInput second, bool isPair, in EncodeOptions options)
    {
        Check(options);
        EncodeScratch scratch = _scratch.Rent();
        try
        {
            Fill(first, second, isPair, options, scratch);
            return AssembleWindows(scratch, isPair, options);
        }
        finally
        {
            _scratch.Return(scratch);
        }
    }

    private void Fill(TextInput first, TextInput second, bool isPair, in EncodeOptions options, EncodeScratch scratch)
    {
        scratch.First.Fill(_pipeline, first, options.SpecialTokensAsText, scratch);
        if (isPair)
        {
            scratch.Second.Fill(_pipeline, second, options.SpecialTokensAsText, scratch);
        }
    }

    private int CountTokens(TextInput text, in EncodeOptions options)
    {
        EncodeScratch scratch = _scratch.Rent();
        try
        {
            TokenSink sink = default;
            text.Encode(_pipeline, options.SpecialTokensAsText, scratch, ref sink);
            return sink.Count + (options.OmitSpecialTokens ? 0 : AddedTokens);
        }
        finally
        {
            _scratch.Return(scratch);
        }
    }

    private static void Check(in EncodeOptions options)
    {
        if (options.MaxTokens < 0)
        {
            throw new ArgumentException($"MaxTokens is {options.MaxTokens}; it must be positive, or 0 for any number.", nameof(options));
        }

        if (options.Stride < 0)
        {
            throw new ArgumentException($"Stride is {options.Stride}; it must not be negative.", nameof(options));
        }
    }

    /// <summary>One text, cut at the end if at all: tokens go straight to the caller.</summary>
    private EncodeInfo EncodeDirectly(TextInput text, TokenSpans destination, in EncodeOptions options, EncodeScratch scratch)
    {
        int added = options.OmitSpecialTokens ? 0 : _template.AddedTokens(pair: false);
        int before = options.OmitSpecialTokens ? 0 : _template.TokensBefore();
        int room = Math.Max(0, destination.Ids.Length - added);
        if (options.MaxTokens > 0)
        {
            room = Math.Max(0, Math.Min(room, options.MaxTokens - added));
        }

        before = Math.Min(before, destination.Ids.Length);
        TokenSink sink = new()
        {
            Ids = destination.Ids.Slice(before, room),
            Offsets = destination.Offsets.IsEmpty ? default : destination.Offsets.Slice(before, room),
            WordIds = destination.WordIds.IsEmpty ? default : destination.WordIds.Slice(before, room),
        };
        text.Encode(_pipeline, options.SpecialTokensAsText, scratch, ref sink);
        int kept = Truncation.Budget(sink.Count, null, added, options).First;
        int length = RequireRoom(kept + added, destination, options);
        TemplateWriter writer = new(destination, _template);
        foreach (TemplatePiece piece in _template.Pieces(pair: false))
        {
            if (piece.Id == TemplatePiece.First)
            {
                writer.AddInPlace(kept, piece.TypeId);
            }
            else if (!options.OmitSpecialTokens)
            {
                writer.AddSpecial(piece);
            }
        }

        return Finish(writer.Length, sink.Count - kept, length, destination, options);
    }

    /// <summary>The tokens in scratch, cut as the options say.</summary>
    private EncodeInfo Assemble(EncodeScratch scratch, bool isPair, TokenSpans destination, in EncodeOptions options)
    {
        int first = scratch.First.Count;
        int second = isPair ? scratch.Second.Count : 0;
        int added = options.OmitSpecialTokens ? 0 : _template.AddedTokens(isPair);
        (int keptFirst, int keptSecond) = Truncation.Budget(first, isPair ? second : null, added, options);
        _ = Truncation.Windows(first, keptFirst, options);
        _ = Truncation.Windows(second, keptSecond, options);
        int length = RequireRoom(keptFirst + keptSecond + added, destination, options);
        int written = Write(
            scratch, isPair, Truncation.Window(0, first, keptFirst, options), Truncation.Window(0, second, keptSecond, options), destination, options);
        return Finish(written, first - keptFirst + second - keptSecond, length, destination, options);
    }

    /// <summary>The tokens in scratch with all overflowing parts, in Hugging Face's order.</summary>
    private EncodedText AssembleWindows(EncodeScratch scratch, bool isPair, in EncodeOptions options)
    {
        int first = scratch.First.Count;
        int second = isPair ? scratch.Second.Count : 0;
        int added = options.OmitSpecialTokens ? 0 : _template.AddedTokens(isPair);
        (int keptFirst, int keptSecond) = Truncation.Budget(first, isPair ? second : null, added, options);
        int firstWindows = Truncation.Windows(first, keptFirst, options);
        int secondWindows = Truncation.Windows(second, keptSecond, options);
        int dropped = first - keptFirst + second - keptSecond;
        int length = options.Padding.Mode == PaddingMode.None ? 0 : Padding.Length(keptFirst + keptSecond + added, options.Padding);
        EncodedText? main = null;
        List<EncodedText> overflowing = [];
        for (int i = 0; i < firstWindows; i++)
        {
            // Windows of the first text come with each of the second; the first window's own pairs come last.
            int number = (i + 1) % firstWindows;
            for (int j = 0; j < secondWindows; j++)
            {
                TokenWindow window = Truncation.Window(number, first, keptFirst, options);
                TokenWindow other = Truncation.Window(j, second, keptSecond, options);
                bool isMain = number == 0 && j == 0;
                EncodedText part = Assemble(scratch, isPair, window, other, added, length, isMain ? dropped : 0, options);
                if (isMain)
                {
                    main = part;
                }
                else
                {
                    overflowing.Add(part);
                }
            }
        }

        main!.Overflowing = overflowing;
        return main;
    }

    private EncodedText Assemble(
        EncodeScratch scratch, bool isPair, TokenWindow first, TokenWindow second, int added, int length, int dropped, in EncodeOptions options)
    {
        int tokens = first.Count + second.Count + added;
        EncodedText part = new(Math.Max(tokens, length));
        int written = Write(scratch, isPair, first, second, part.Spans, options);
        part.Info = Finish(written, dropped, Math.Max(tokens, length), part.Spans, options);
        return part;
    }

    private int Write(EncodeScratch scratch, bool isPair, TokenWindow first, TokenWindow second, TokenSpans destination, in EncodeOptions options)
    {
        TemplateWriter writer = new(destination, _template);
        foreach (TemplatePiece piece in _template.Pieces(isPair))
        {
            switch (piece.Id)
            {
                case TemplatePiece.First:
                    writer.AddText(scratch.First, first, _template.TypeId(piece, first), sequence: 0);
                    break;
                case TemplatePiece.Second:
                    writer.AddText(scratch.Second, second, _template.TypeId(piece, second), sequence: 1);
                    break;
                default:
                    if (!options.OmitSpecialTokens)
                    {
                        writer.AddSpecial(piece);
                    }

                    break;
            }
        }

        return writer.Length;
    }

    /// <summary>Length with padding; an exception that names it when the destination is shorter.</summary>
    private static int RequireRoom(int tokens, TokenSpans destination, in EncodeOptions options)
    {
        int length = Padding.Length(tokens, options.Padding);
        return length <= destination.Ids.Length
            ? length
            : throw new ArgumentException($"The text needs {length} tokens and the destination holds {destination.Ids.Length}.", nameof(destination));
    }

    private EncodeInfo Finish(int tokens, int dropped, int length, TokenSpans destination, in EncodeOptions options)
    {
        if (length > tokens)
        {
            int id = options.Padding.TokenId ?? _settings.SpecialTokens.Pad
                ?? throw new ArgumentException("The model has no padding token; name one in PaddingOptions.TokenId.", nameof(options));
            Padding.Fill(destination, tokens, length, options.Padding.Side, id, options.Padding.TypeId ?? _settings.PadTypeId);
        }

        return new EncodeInfo(tokens, dropped, length - tokens);
    }
}
