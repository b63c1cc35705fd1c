using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary>Steps one after the other.</summary>
internal sealed record SequenceJson(ComponentJson[] Items, TextPosition Place) : ComponentJson(Place)
{
    /// <param name="value">A component of type Sequence.</param>
    /// <param name="member">Where it keeps its items.</param>
    /// <param name="read">Reads an item.</param>
    public static SequenceJson Read(JsonValue value, string member, Func<JsonValue, ComponentJson> read)
    {
        List<ComponentJson> items = [];
        foreach (JsonValue item in value.GetMember(member).GetItems())
        {
            items.Add(read(item));
        }

        return new SequenceJson([.. items], value.Position);
    }
}
