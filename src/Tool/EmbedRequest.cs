namespace Sememe.Tool;

/// <summary>What is to be embedded: lines of a name, a blank and a value, as the build writes them.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Weights">Weights file inside the folder, with <c>/</c>.</param>
/// <param name="Texts">File of the sentences.</param>
/// <param name="Prompt">Name of the prompt that is put before each sentence; empty for the model's default, <c>None</c> for none.</param>
/// <param name="Output">Where the vectors go.</param>
internal sealed record EmbedRequest(string Model, string Folder, string Weights, string Texts, string Prompt, string Output)
{
    /// <exception cref="InvalidDataException">A line is missing.</exception>
    public static EmbedRequest Read(string file)
    {
        Dictionary<string, string> values = File.ReadLines(file)
            .Select(static line => line.Split(' ', 2))
            .Where(static parts => parts.Length == 2)
            .ToDictionary(static parts => parts[0], static parts => parts[1]);
        return new EmbedRequest(Value("model"), Value("folder"), Value("weights"), Value("texts"), values.GetValueOrDefault("prompt", ""), Value("output"));

        string Value(string name) => values.TryGetValue(name, out string? value) ? value : throw new InvalidDataException($"{file}: expected a line that begins with '{name}'");
    }
}
