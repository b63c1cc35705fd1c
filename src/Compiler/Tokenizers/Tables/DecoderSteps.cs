using Sememe.Compiler.Collections;
using System.Text;
using Sememe.Tokenization.Decoders;
using Sememe.Tokenization.PreTokenizers.Scanners;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the section of the decoders: one case per step.</summary>
internal static class DecoderSteps
{
    public static byte[] Build(EquatableArray<DecoderSpec> steps)
    {
        StepWriter writer = new();
        foreach (DecoderSpec step in steps)
        {
            switch (step)
            {
                case WordPieceDecoderSpec wordPiece:
                    byte[] prefix = Encoding.UTF8.GetBytes(wordPiece.Prefix);
                    writer.Add((int)DecoderKind.WordPiece, [.. TableWriter.Numbers([prefix.Length, wordPiece.Cleanup ? 1 : 0]), .. prefix]);
                    break;
                case ByteLevelDecoderSpec:
                    writer.Add((int)DecoderKind.ByteLevel, []);
                    break;
                case BpeDecoderSpec bpe:
                    writer.Add((int)DecoderKind.Bpe, Encoding.UTF8.GetBytes(bpe.Suffix));
                    break;
                case ByteFallbackDecoderSpec:
                    writer.Add((int)DecoderKind.ByteFallback, []);
                    break;
                case FuseDecoderSpec:
                    writer.Add((int)DecoderKind.Fuse, []);
                    break;
                case ReplaceDecoderSpec replace:
                    writer.Add((int)DecoderKind.Replace, ReplaceParameters(replace));
                    break;
                case StripDecoderSpec strip:
                    writer.Add((int)DecoderKind.Strip, [.. TableWriter.Numbers([strip.Start, strip.Stop]), .. Encoding.UTF8.GetBytes(strip.Character)]);
                    break;
                case PieceDecoderSpec:
                    writer.Add((int)DecoderKind.Pieces, []);
                    break;
                case CtcDecoderSpec ctc:
                    byte[] padding = Encoding.UTF8.GetBytes(ctc.Padding);
                    writer.Add((int)DecoderKind.Ctc, [.. TableWriter.Numbers([ctc.Cleanup ? 1 : 0, padding.Length]), .. padding, .. Encoding.UTF8.GetBytes(ctc.WordMark)]);
                    break;
                case MetaspaceDecoderSpec metaspace:
                    byte[] mark = Encoding.UTF8.GetBytes(metaspace.Mark);
                    writer.Add((int)DecoderKind.Metaspace, [.. TableWriter.Numbers([metaspace.KeepsFirst ? 1 : 0, mark.Length]), .. mark]);
                    break;
                default:
                    throw new InvalidOperationException($"{step.GetType().Name} has no tables."); // a gap in this switch, found by tests
            }
        }

        return writer.ToSection();
    }

    private static byte[] ReplaceParameters(ReplaceDecoderSpec replace)
    {
        (ScannerKind kind, byte[] parameters) = replace.Pattern switch
        {
            LiteralPattern literal => (ScannerKind.Literal, Encoding.UTF8.GetBytes(literal.Text)),
            SetPattern set => (ScannerKind.Set, CharacterSetBuilder.Build(set)),
            _ => throw new InvalidOperationException($"{replace.Pattern.GetType().Name} is not for decoders."),
        };
        byte[] content = Encoding.UTF8.GetBytes(replace.Content);
        byte[] padding = new byte[TableWriter.Aligned(content.Length) - content.Length];
        return [.. TableWriter.Numbers([(int)kind, content.Length]), .. content, .. padding, .. parameters];
    }
}
