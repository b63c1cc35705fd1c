namespace Sememe.Formats.Json;

/// <summary>Escapes that stand for half a character, which Rust's strings cannot hold.</summary>
internal static class JsonSurrogates
{
    private const int EscapeLength = 6;

    /// <summary>Refuses a text that the reader of Hugging Face's tokenizers would refuse for an escape like <c>\ud83d</c> without its other half.</summary>
    /// <exception cref="ModelFormatException">There is such an escape.</exception>
    public static void RefuseHalves(JsonText json)
    {
        string text = json.Text;
        for (int at = text.IndexOf('\\'); at >= 0; at = text.IndexOf('\\', at))
        {
            char unit = UnitAt(text, at);
            bool isPair = char.IsHighSurrogate(unit) && char.IsLowSurrogate(UnitAt(text, at + EscapeLength));
            if (char.IsSurrogate(unit) && !isPair)
            {
                throw json.Error(at, $"found the escape \\u{(int)unit:x4}, which is half a character, expected both halves one behind the other");
            }

            at += isPair ? 2 * EscapeLength : 2;
        }
    }

    /// <summary>The UTF-16 unit that an escape stands for; U+0000 where there is no such escape. The text is JSON, so four digits follow.</summary>
    private static char UnitAt(string text, int at) => at + EscapeLength <= text.Length && text[at] == '\\' && text[at + 1] == 'u'
        ? (char)Convert.ToUInt16(text.Substring(at + 2, 4), 16)
        : '\0';
}
