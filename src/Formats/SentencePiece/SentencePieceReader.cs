using Sememe.Formats.Protobuf;

namespace Sememe.Formats.SentencePiece;

/// <summary>Reads a SentencePiece model file: protobuf's <c>ModelProto</c>.</summary>
internal static class SentencePieceReader
{
    private const int LongestPiece = 1 << 16;
    private const int LongestCharsmap = 1 << 26;
    private const string DefaultUnknownSurface = " \u2047 ";

    /// <exception cref="ModelFormatException">Not such a file, truncated or corrupt.</exception>
    public static SentencePieceModel Read(string file, byte[] bytes)
    {
        using MemoryStream stream = new(bytes, writable: false);
        ProtobufReader reader = new(stream, file, "a SentencePiece model");
        List<SentencePieceEntry> pieces = [];
        Trainer trainer = new(SentencePieceModel.Unigram, 0, false, false, DefaultUnknownSurface);
        Normalizer normalizer = new([], true, true, true);
        Normalizer denormalizer = normalizer;
        while (reader.TryReadField(out int number, out WireType type))
        {
            switch ((number, type))
            {
                case (1, WireType.Bytes):
                    pieces.Add(ReadPiece(reader));
                    break;
                case (2, WireType.Bytes):
                    trainer = ReadTrainer(reader, trainer);
                    break;
                case (3, WireType.Bytes):
                    normalizer = ReadNormalizer(reader, normalizer);
                    break;
                case (5, WireType.Bytes):
                    denormalizer = ReadNormalizer(reader, denormalizer);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (pieces.Count == 0 || trainer.UnknownId < 0 || trainer.UnknownId >= pieces.Count)
        {
            throw new ModelFormatException(file, $"found {pieces.Count} pieces and {trainer.UnknownId} as the id of the unknown one, expected it among them; this is not a SentencePiece model, or it is truncated");
        }

        return new SentencePieceModel
        {
            File = file,
            Pieces = pieces,
            ModelType = trainer.ModelType,
            UnknownId = trainer.UnknownId,
            ByteFallback = trainer.ByteFallback,
            TreatsWhitespaceAsSuffix = trainer.TreatsWhitespaceAsSuffix,
            UnknownSurface = trainer.UnknownSurface,
            Charsmap = normalizer.Charsmap,
            DenormalizingCharsmap = denormalizer.Charsmap,
            AddsDummyPrefix = normalizer.AddsDummyPrefix,
            RemovesExtraWhitespaces = normalizer.RemovesExtraWhitespaces,
            EscapesWhitespaces = normalizer.EscapesWhitespaces,
        };
    }

    private static SentencePieceEntry ReadPiece(ProtobufReader reader)
    {
        long outer = reader.Enter();
        SentencePieceEntry piece = new("", 0, SentencePieceKind.Normal);
        while (reader.TryReadField(out int number, out WireType type))
        {
            switch ((number, type))
            {
                case (1, WireType.Bytes):
                    piece = piece with { Text = reader.ReadString(LongestPiece) };
                    break;
                case (2, WireType.Fixed32):
                    piece = piece with { Score = reader.ReadSingle() };
                    break;
                case (3, WireType.Varint):
                    piece = piece with { Kind = (SentencePieceKind)reader.ReadInt64() };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        reader.Leave(outer);
        return piece;
    }

    private static Trainer ReadTrainer(ProtobufReader reader, Trainer trainer)
    {
        long outer = reader.Enter();
        while (reader.TryReadField(out int number, out WireType type))
        {
            switch ((number, type))
            {
                case (3, WireType.Varint):
                    trainer = trainer with { ModelType = (int)reader.ReadInt64() };
                    break;
                case (24, WireType.Varint):
                    trainer = trainer with { TreatsWhitespaceAsSuffix = reader.ReadInt64() != 0 };
                    break;
                case (35, WireType.Varint):
                    trainer = trainer with { ByteFallback = reader.ReadInt64() != 0 };
                    break;
                case (40, WireType.Varint):
                    trainer = trainer with { UnknownId = (int)reader.ReadInt64() };
                    break;
                case (44, WireType.Bytes):
                    trainer = trainer with { UnknownSurface = reader.ReadString(LongestPiece) };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        reader.Leave(outer);
        return trainer;
    }

    private static Normalizer ReadNormalizer(ProtobufReader reader, Normalizer normalizer)
    {
        long outer = reader.Enter();
        while (reader.TryReadField(out int number, out WireType type))
        {
            switch ((number, type))
            {
                case (2, WireType.Bytes):
                    normalizer = normalizer with { Charsmap = reader.ReadBytes(LongestCharsmap) };
                    break;
                case (3, WireType.Varint):
                    normalizer = normalizer with { AddsDummyPrefix = reader.ReadInt64() != 0 };
                    break;
                case (4, WireType.Varint):
                    normalizer = normalizer with { RemovesExtraWhitespaces = reader.ReadInt64() != 0 };
                    break;
                case (5, WireType.Varint):
                    normalizer = normalizer with { EscapesWhitespaces = reader.ReadInt64() != 0 };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        reader.Leave(outer);
        return normalizer;
    }

    private sealed record Trainer(int ModelType, int UnknownId, bool ByteFallback, bool TreatsWhitespaceAsSuffix, string UnknownSurface);

    private sealed record Normalizer(byte[] Charsmap, bool AddsDummyPrefix, bool RemovesExtraWhitespaces, bool EscapesWhitespaces);
}
