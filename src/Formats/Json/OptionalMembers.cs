namespace Sememe.Formats.Json;

/// <summary>Members that a configuration file may leave out or set to null, which Python's readers take for the same.</summary>
internal static class OptionalMembers
{
    /// <summary>The value of a member; false when it is missing or null.</summary>
    public static bool TryGetStated(this JsonValue container, string name, out JsonValue value) =>
        container.TryGetMember(name, out value) && value.Kind != JsonKind.Null;

    /// <exception cref="ModelFormatException">The member is there and not a string.</exception>
    public static Located<string>? OptionalString(this JsonValue container, string name) =>
        container.TryGetStated(name, out JsonValue value) ? value.LocateString() : null;

    /// <exception cref="ModelFormatException">The member is there and not a whole number of 32 bits.</exception>
    public static Located<int>? OptionalInt32(this JsonValue container, string name) =>
        container.TryGetStated(name, out JsonValue value) ? value.LocateInt32() : null;

    /// <exception cref="ModelFormatException">The member is there and not a number.</exception>
    public static Located<double>? OptionalDouble(this JsonValue container, string name) =>
        container.TryGetStated(name, out JsonValue value) ? value.LocateDouble() : null;

    /// <exception cref="ModelFormatException">The member is there and neither true nor false.</exception>
    public static Located<bool>? OptionalBoolean(this JsonValue container, string name) =>
        container.TryGetStated(name, out JsonValue value) ? value.LocateBoolean() : null;

    /// <summary>A number that counts something.</summary>
    /// <exception cref="ModelFormatException">Not a whole number of 32 bits, or negative.</exception>
    public static Located<int> LocateCount(this JsonValue value) => value.LocateInt32() is { Value: >= 0 } count ? count : throw value.Unexpected("a number of at least 0");

    /// <summary>The strings of an array; empty when the member is missing or null.</summary>
    /// <exception cref="ModelFormatException">The member is there and not an array of strings.</exception>
    public static Located<string>[] OptionalStrings(this JsonValue container, string name)
    {
        if (!container.TryGetStated(name, out JsonValue value))
        {
            return [];
        }

        List<Located<string>> strings = [];
        foreach (JsonValue item in value.GetItems())
        {
            strings.Add(item.LocateString());
        }

        return [.. strings];
    }
}
