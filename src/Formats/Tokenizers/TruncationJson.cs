using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary><c>truncation</c>; the direction alone has a default (right).</summary>
internal sealed record TruncationJson(Located<int> MaxLength, Located<string> Strategy, int Stride, bool IsLeft, TextPosition Place)
{
    /// <exception cref="ModelFormatException">A mandatory field is missing or of the wrong kind.</exception>
    public static TruncationJson Read(JsonValue value)
    {
        JsonValue strategy = value.GetMember("strategy");
        if (!strategy.StringEquals("LongestFirst") && !strategy.StringEquals("OnlyFirst") && !strategy.StringEquals("OnlySecond"))
        {
            throw strategy.Unexpected("\"LongestFirst\", \"OnlyFirst\" or \"OnlySecond\"");
        }

        return new TruncationJson(
            value.GetMember("max_length").LocateCount(),
            strategy.LocateString(),
            value.GetMember("stride").LocateCount().Value,
            value.TryGetStated("direction", out JsonValue direction) && Directions.IsLeft(direction),
            value.Position);
    }
}

/// <summary><c>"Left"</c> and <c>"Right"</c>.</summary>
internal static class Directions
{
    /// <exception cref="ModelFormatException">Neither.</exception>
    public static bool IsLeft(JsonValue value) =>
        value.StringEquals("Left") || (value.StringEquals("Right") ? false : throw value.Unexpected("\"Left\" or \"Right\""));
}
