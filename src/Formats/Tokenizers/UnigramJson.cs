using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary>A piece of a Unigram vocabulary; its id is its place.</summary>
internal readonly record struct UnigramPiece(string Text, double Score, JsonValue Source);

/// <summary>Unigram.</summary>
internal sealed record UnigramJson(UnigramPiece[] Pieces, Located<int>? UnknownId, bool ByteFallback, TextPosition Place) : ComponentJson(Place)
{
    public static bool Fits(JsonValue value) => value.TryGetMember("vocab", out JsonValue vocabulary) && vocabulary.Kind == JsonKind.Array;

    /// <exception cref="ModelFormatException">A mandatory field is missing or of the wrong kind.</exception>
    public static UnigramJson Read(JsonValue value)
    {
        JsonValue vocabulary = value.GetMember("vocab");
        UnigramPiece[] pieces = new UnigramPiece[vocabulary.Kind == JsonKind.Array ? vocabulary.Count : 0];
        int count = 0;
        foreach (JsonValue item in vocabulary.GetItems())
        {
            pieces[count++] = ReadPiece(item);
        }

        return new UnigramJson(pieces, value.OptionalInt32("unk_id"), value.OptionalBoolean("byte_fallback")?.Value ?? false, value.Position);
    }

    private static UnigramPiece ReadPiece(JsonValue item)
    {
        JsonItems parts = item.GetItems().GetEnumerator();
        if (item.Count != 2 || !parts.MoveNext())
        {
            throw item.Unexpected("a piece and its score");
        }

        JsonValue text = parts.Current;
        parts.MoveNext();
        return new UnigramPiece(text.GetString(), parts.Current.GetDouble(), text);
    }
}
