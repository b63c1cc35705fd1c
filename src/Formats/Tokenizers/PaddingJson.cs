using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary><c>padding</c>; all fields but the multiple are mandatory.</summary>
/// <param name="FixedLength">Length to fill up to; null for the longest of the batch.</param>
/// <param name="Multiple">Rounded up to a multiple of this; null for any length.</param>
/// <param name="IsLeft">Padding precedes the tokens.</param>
/// <param name="Id">Id of the padding token.</param>
/// <param name="TypeId">Type id of the padding token.</param>
/// <param name="Token">Its spelling.</param>
/// <param name="Place">Where the file has it.</param>
internal sealed record PaddingJson(int? FixedLength, int? Multiple, bool IsLeft, Located<int> Id, int TypeId, string Token, TextPosition Place)
{
    /// <exception cref="ModelFormatException">A mandatory field is missing or of the wrong kind.</exception>
    public static PaddingJson Read(JsonValue value)
    {
        JsonValue strategy = value.GetMember("strategy");
        bool isFixed = strategy.TryGetMember("Fixed", out JsonValue length);
        if (!isFixed && !strategy.StringEquals("BatchLongest"))
        {
            throw strategy.Unexpected("\"BatchLongest\" or an object with \"Fixed\"");
        }

        return new PaddingJson(
            isFixed ? length.LocateCount().Value : null,
            value.TryGetStated("pad_to_multiple_of", out JsonValue multiple) ? multiple.LocateCount().Value : null,
            Directions.IsLeft(value.GetMember("direction")),
            value.GetMember("pad_id").LocateCount(),
            value.GetMember("pad_type_id").LocateCount().Value,
            value.GetMember("pad_token").GetString(),
            value.Position);
    }
}
