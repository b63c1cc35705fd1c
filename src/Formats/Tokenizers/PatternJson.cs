using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary>What a step looks for: <c>{"String": …}</c> or <c>{"Regex": …}</c>.</summary>
internal sealed record PatternJson(Located<string> Text, bool IsRegex)
{
    /// <exception cref="ModelFormatException">Neither.</exception>
    public static PatternJson Read(JsonValue value) =>
        value.TryGetMember("String", out JsonValue literal) ? new PatternJson(literal.LocateString(), IsRegex: false)
        : value.TryGetMember("Regex", out JsonValue regex) ? new PatternJson(regex.LocateString(), IsRegex: true)
        : throw value.Unexpected("an object with \"String\" or \"Regex\"");
}
