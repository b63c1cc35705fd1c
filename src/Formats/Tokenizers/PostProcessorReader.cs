using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary>A piece of a template: a special token (<paramref name="SpecialToken"/>) or one of the two texts (<paramref name="Sequence"/>).</summary>
internal sealed record TemplatePieceJson(string? SpecialToken, char? Sequence, int TypeId, TextPosition Place);

/// <summary>A special token of a template: it may stand for several tokens.</summary>
internal sealed record TemplateTokenJson(string Name, int[] Ids, string[] Tokens, TextPosition Place);

/// <summary>TemplateProcessing.</summary>
internal sealed record TemplateProcessingJson(
    TemplatePieceJson[] Single, TemplatePieceJson[] Pair, IReadOnlyDictionary<string, TemplateTokenJson> SpecialTokens, TextPosition Place) : ComponentJson(Place);

/// <summary>BertProcessing: CLS A SEP, and B SEP with type 1.</summary>
internal sealed record BertProcessingJson(TemplateTokenJson Separator, TemplateTokenJson Classifier, TextPosition Place) : ComponentJson(Place);

/// <summary>RobertaProcessing: CLS A SEP, and SEP B SEP, all of type 0.</summary>
internal sealed record RobertaProcessingJson(
    TemplateTokenJson Separator, TemplateTokenJson Classifier, bool TrimOffsets, bool AddPrefixSpace, TextPosition Place) : ComponentJson(Place);

/// <summary>Reads <c>post_processor</c>.</summary>
internal static class PostProcessorReader
{
    /// <exception cref="ModelFormatException">A mandatory field is missing or of the wrong kind.</exception>
    public static ComponentJson Read(JsonValue value) => OtherComponentJson.Of(value) switch
    {
        { Type: "TemplateProcessing" } => new TemplateProcessingJson(
            ReadPieces(value.GetMember("single")), ReadPieces(value.GetMember("pair")), ReadSpecialTokens(value.GetMember("special_tokens")), value.Position),
        { Type: "BertProcessing" } => new BertProcessingJson(ReadNamedId(value.GetMember("sep")), ReadNamedId(value.GetMember("cls")), value.Position),
        { Type: "RobertaProcessing" } => new RobertaProcessingJson(
            ReadNamedId(value.GetMember("sep")),
            ReadNamedId(value.GetMember("cls")),
            value.GetMember("trim_offsets").GetBoolean(),
            value.GetMember("add_prefix_space").GetBoolean(),
            value.Position),
        { Type: "ByteLevel" } => ByteLevelJson.Read(value),
        { Type: "Sequence" } => SequenceJson.Read(value, "processors", Read),
        OtherComponentJson other => other,
    };

    private static TemplatePieceJson[] ReadPieces(JsonValue value)
    {
        List<TemplatePieceJson> pieces = [];
        foreach (JsonValue piece in value.GetItems())
        {
            pieces.Add(ReadPiece(piece));
        }

        return [.. pieces];
    }

    private static TemplatePieceJson ReadPiece(JsonValue piece)
    {
        if (piece.TryGetMember("SpecialToken", out JsonValue special))
        {
            return new TemplatePieceJson(special.GetMember("id").GetString(), null, ReadTypeId(special), piece.Position);
        }

        if (!piece.TryGetMember("Sequence", out JsonValue sequence))
        {
            throw piece.Unexpected("an object with \"SpecialToken\" or \"Sequence\"");
        }

        JsonValue id = sequence.GetMember("id");
        return id.StringEquals("A") || id.StringEquals("B")
            ? new TemplatePieceJson(null, id.GetString()[0], ReadTypeId(sequence), piece.Position)
            : throw id.Unexpected("\"A\" or \"B\"");
    }

    private static int ReadTypeId(JsonValue piece)
    {
        JsonValue typeId = piece.GetMember("type_id");
        int value = typeId.GetInt32();
        return value >= 0 ? value : throw typeId.Unexpected("a type id of at least 0");
    }

    private static Dictionary<string, TemplateTokenJson> ReadSpecialTokens(JsonValue value)
    {
        Dictionary<string, TemplateTokenJson> tokens = new(StringComparer.Ordinal);
        foreach (JsonMember member in value.GetMembers())
        {
            List<int> ids = [];
            List<string> texts = [];
            foreach (JsonValue id in member.Value.GetMember("ids").GetItems())
            {
                ids.Add(id.GetInt32());
            }

            foreach (JsonValue text in member.Value.GetMember("tokens").GetItems())
            {
                texts.Add(text.GetString());
            }

            if (ids.Count != texts.Count)
            {
                throw member.Value.Error($"found {ids.Count} ids for {texts.Count} tokens, expected as many of one as of the other");
            }

            tokens[member.Name] = new TemplateTokenJson(member.Name, [.. ids], [.. texts], member.Value.Position);
        }

        return tokens;
    }

    /// <summary><c>["[SEP]", 102]</c></summary>
    private static TemplateTokenJson ReadNamedId(JsonValue value)
    {
        string? name = null;
        int? id = null;
        foreach (JsonValue item in value.GetItems())
        {
            if (name is null)
            {
                name = item.GetString();
            }
            else
            {
                id ??= item.GetInt32();
            }
        }

        return name is not null && id is not null && value.Count == 2
            ? new TemplateTokenJson(name, [id.Value], [name], value.Position)
            : throw value.Unexpected("a token and its id");
    }
}
