using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary>Where Metaspace puts a mark in front.</summary>
internal enum PrependScheme
{
    /// <summary>Before every piece of text that does not begin with one.</summary>
    Always,

    /// <summary>Before the one that begins the text.</summary>
    First,

    /// <summary>Nowhere.</summary>
    Never,
}

/// <summary>Metaspace, as a pre-tokenizer or a decoder.</summary>
/// <param name="Replacement">One character, usually ▁.</param>
/// <param name="Scheme">Older files have <c>add_prefix_space</c>, which must not contradict it.</param>
/// <param name="Split">Cuts before every mark.</param>
/// <param name="Place">Where the file has it.</param>
internal sealed record MetaspaceJson(string Replacement, PrependScheme Scheme, bool Split, TextPosition Place) : ComponentJson(Place)
{
    /// <exception cref="ModelFormatException">A mandatory field is missing, of the wrong kind, or refused by Hugging Face too.</exception>
    public static MetaspaceJson Read(JsonValue value)
    {
        JsonValue replacement = value.GetMember("replacement");
        string mark = replacement.GetString();
        if (mark.Length != (mark.Length > 0 && char.IsHighSurrogate(mark[0]) ? 2 : 1))
        {
            throw replacement.Unexpected("one character");
        }

        PrependScheme scheme = value.TryGetStated("prepend_scheme", out JsonValue stated) ? ReadScheme(stated) : PrependScheme.Always;
        if (value.TryGetStated("add_prefix_space", out JsonValue prefix) && !prefix.GetBoolean() && scheme != PrependScheme.Never)
        {
            throw prefix.Error("found add_prefix_space false, expected \"prepend_scheme\": \"never\" beside it, without which Hugging Face refuses the file");
        }

        return new MetaspaceJson(mark, scheme, value.OptionalBoolean("split")?.Value ?? true, value.Position);
    }

    private static PrependScheme ReadScheme(JsonValue value) =>
        value.StringEquals("always") ? PrependScheme.Always
        : value.StringEquals("first") ? PrependScheme.First
        : value.StringEquals("never") ? PrependScheme.Never
        : throw value.Unexpected("\"always\", \"first\" or \"never\"");
}
