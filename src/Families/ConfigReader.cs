using System.Globalization;
using Sememe.CompilerServices;
using Sememe.Formats;
using Sememe.Formats.Configs;
using Sememe.Formats.Json;

namespace Sememe.Families;

/// <summary>Reads values of config.json with the defaults of transformers and collects what is wrong with them.</summary>
internal sealed class ConfigReader
{
    private readonly List<FileProblem> _problems;
    private readonly string _file;
    private readonly JsonValue _root;

    public ConfigReader(ModelConfig config) => (_file, _root, _problems) = (config.File, config.Root, []);

    private ConfigReader(string file, JsonValue root, List<FileProblem> problems) => (_file, _root, _problems) = (file, root, problems);

    public IReadOnlyList<FileProblem> Problems => _problems;

    /// <summary>A reader of an object inside, which reports to the same list; null when there is none.</summary>
    public ConfigReader? Inside(string key) =>
        _root.TryGetStated(key, out JsonValue value) && value.Kind == JsonKind.Object ? new ConfigReader(_file, value, _problems) : null;

    /// <summary>A whole number from 1 to <paramref name="most"/>.</summary>
    public int Size(string key, int fallback, int most = int.MaxValue)
    {
        if (!_root.TryGetStated(key, out JsonValue value))
        {
            return fallback;
        }

        if (value.TryGetInt32(out int size) && size >= 1 && size <= most)
        {
            return size;
        }

        Add(value, value.Unexpected($"a whole number from 1 to {most} for \"{key}\"").Problem);
        return fallback;
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int Whole(string key, int fallback, int least, int most)
    {
        if (!_root.TryGetStated(key, out JsonValue value))
        {
            return fallback;
        }

        if (value.TryGetInt32(out int number) && number >= least && number <= most)
        {
            return number;
        }

        Add(value, value.Unexpected($"a whole number from {least} to {most} for \"{key}\"").Problem);
        return fallback;
    }

    /// <summary>True or false.</summary>
    public bool Switch(string key, bool fallback)
    {
        if (!_root.TryGetStated(key, out JsonValue value))
        {
            return fallback;
        }

        if (value.Kind is JsonKind.True or JsonKind.False)
        {
            return value.Kind == JsonKind.True;
        }

        Add(value, value.Unexpected($"true or false for \"{key}\"").Problem);
        return fallback;
    }

    /// <summary>A list of names, or one string with <c>|</c> between them; empty when it is not there.</summary>
    public IReadOnlyList<string> Names(string key)
    {
        if (!_root.TryGetStated(key, out JsonValue value))
        {
            return [];
        }

        if (value.TryGetString(out string text))
        {
            return [.. text.Split('|').Select(static name => name.Trim()).Where(static name => name.Length > 0)];
        }

        if (value.Kind == JsonKind.Array)
        {
            List<string> names = [];
            foreach (JsonValue item in value.GetItems())
            {
                if (item.TryGetString(out string name))
                {
                    names.Add(name);
                }
                else
                {
                    Add(item, item.Unexpected($"a string in \"{key}\"").Problem);
                }
            }

            return names;
        }

        Add(value, value.Unexpected($"a list of strings for \"{key}\"").Problem);
        return [];
    }

    /// <summary>A number greater than zero.</summary>
    public float Positive(string key, double fallback)
    {
        if (!_root.TryGetStated(key, out JsonValue value))
        {
            return (float)fallback;
        }

        if (value.TryGetDouble(out double number) && number > 0)
        {
            return (float)number;
        }

        Add(value, value.Unexpected($"a number greater than zero for \"{key}\"").Problem);
        return (float)fallback;
    }

    /// <summary>Any number.</summary>
    public double Real(string key, double fallback)
    {
        if (!_root.TryGetStated(key, out JsonValue value))
        {
            return fallback;
        }

        if (value.TryGetDouble(out double number))
        {
            return number;
        }

        Add(value, value.Unexpected($"a number for \"{key}\"").Problem);
        return fallback;
    }

    /// <summary>True, false or a string, and what it stands for.</summary>
    public T SwitchOr<T>(string key, T off, T on, string name, T named)
    {
        if (!_root.TryGetStated(key, out JsonValue value) || value.Kind == JsonKind.False)
        {
            return off;
        }

        if (value.Kind == JsonKind.True)
        {
            return on;
        }

        if (value.TryGetString(out string text) && text == name)
        {
            return named;
        }

        Add(value, value.Unexpected($"true, false or \"{name}\" for \"{key}\"").Problem);
        return off;
    }

    /// <summary>One token id or a list of them; empty when it is not there.</summary>
    /// <param name="key">Where.</param>
    /// <param name="vocabularySize">One more than the highest id.</param>
    public IReadOnlyList<int> TokenIds(string key, int vocabularySize)
    {
        if (!_root.TryGetStated(key, out JsonValue value))
        {
            return [];
        }

        List<int> ids = [];
        AddTokenIds(key, value, vocabularySize, ids);
        return ids;
    }

    /// <summary>A list of lists of token ids, none of them empty; empty when it is not there.</summary>
    /// <param name="key">Where.</param>
    /// <param name="vocabularySize">One more than the highest id.</param>
    public IReadOnlyList<IReadOnlyList<int>> TokenIdLists(string key, int vocabularySize)
    {
        if (!_root.TryGetStated(key, out JsonValue value))
        {
            return [];
        }

        List<IReadOnlyList<int>> lists = [];
        if (value.Kind != JsonKind.Array)
        {
            Add(value, value.Unexpected($"a list of lists of token ids for \"{key}\"").Problem);
            return lists;
        }

        foreach (JsonValue item in value.GetItems())
        {
            List<int> ids = [];
            if (item.Kind == JsonKind.Array && item.Count > 0)
            {
                AddTokenIds(key, item, vocabularySize, ids);
                lists.Add(ids);
            }
            else
            {
                Add(item, item.Unexpected($"a list of token ids in \"{key}\", not an empty one").Problem);
            }
        }

        return lists;
    }

    /// <summary>A number that is not negative; 0 when it is not there.</summary>
    public float AtLeastZero(string key)
    {
        if (!_root.TryGetStated(key, out JsonValue value))
        {
            return 0;
        }

        if (value.TryGetDouble(out double number) && number >= 0)
        {
            return (float)number;
        }

        Add(value, value.Unexpected($"a number that is not negative for \"{key}\"").Problem);
        return 0;
    }

    /// <summary>A list of pairs of numbers from 1 on; at least one pair.</summary>
    /// <param name="key">Where.</param>
    /// <param name="mostFirst">The highest first number.</param>
    /// <param name="mostSecond">The highest second number, and the highest sum of them.</param>
    public IReadOnlyList<(int First, int Second)> Pairs(string key, int mostFirst, int mostSecond)
    {
        if (!_root.TryGetStated(key, out JsonValue value))
        {
            return [];
        }

        List<(int First, int Second)> pairs = [];
        long sum = 0;
        if (value.Kind == JsonKind.Array)
        {
            foreach (JsonValue item in value.GetItems())
            {
                int[] numbers = item.Kind == JsonKind.Array ? ReadNumbers(item) : [];
                if (numbers.Length != 2 || numbers[0] < 1 || numbers[0] > mostFirst || numbers[1] < 1 || (sum += numbers[1]) > mostSecond)
                {
                    Add(item, item.Unexpected($"two whole numbers in \"{key}\", the first from 1 to {mostFirst}, the second ones together at most {mostSecond}").Problem);
                    return [];
                }

                pairs.Add((numbers[0], numbers[1]));
            }
        }

        if (pairs.Count == 0)
        {
            Add(value, value.Unexpected($"a list of pairs for \"{key}\"").Problem);
        }

        return pairs;
    }

    /// <summary>One of several strings, and what it stands for.</summary>
    public T Choice<T>(string key, string fallback, IReadOnlyDictionary<string, T> choices)
    {
        if (!_root.TryGetStated(key, out JsonValue value))
        {
            return choices[fallback];
        }

        if (value.TryGetString(out string name) && choices.TryGetValue(name, out T? choice))
        {
            return choice;
        }

        Add(value, value.Unexpected($"a \"{key}\" that is modelled: {string.Join(", ", choices.Keys)}").Problem, FileProblemKind.NotModelled);
        return choices[fallback];
    }

    /// <summary>Reports a switch that is on although only "off" is modelled.</summary>
    public void RequireFalse(string key, string meaning)
    {
        if (_root.TryGetStated(key, out JsonValue value) && value.Kind != JsonKind.False)
        {
            Add(value, $"found \"{key}\" {value.Describe()}, expected false: {meaning} is not modelled", FileProblemKind.NotModelled);
        }
    }

    /// <summary>Reports a switch that is off although only "on" is modelled.</summary>
    public void RequireTrue(string key, string meaning)
    {
        if (_root.TryGetStated(key, out JsonValue value) && value.Kind != JsonKind.True)
        {
            Add(value, $"found \"{key}\" {value.Describe()}, expected true: {meaning} is not modelled", FileProblemKind.NotModelled);
        }
    }

    /// <summary>Reports keys that are not there although nothing says what their absence means.</summary>
    public void RequireKeys(params string[] keys)
    {
        foreach (string key in keys.Where(key => !_root.TryGetStated(key, out _)))
        {
            Add(_root, $"found no \"{key}\", expected it in this object");
        }
    }

    /// <summary>Reports a number although only one is modelled.</summary>
    public void RequireNumber(string key, int expected, string meaning)
    {
        if (_root.TryGetStated(key, out JsonValue value) && !(value.TryGetInt32(out int number) && number == expected))
        {
            Add(value, $"found \"{key}\" {value.Describe()}, expected {expected}: {meaning} is not modelled", FileProblemKind.NotModelled);
        }
    }

    /// <summary>Reports a number that is above zero although only zero is modelled.</summary>
    public void RequireZero(string key, string meaning)
    {
        if (_root.TryGetStated(key, out JsonValue value) && !(value.TryGetDouble(out double number) && number <= 0))
        {
            Add(value, $"found \"{key}\" {value.Describe()}, expected 0: {meaning} is not modelled", FileProblemKind.NotModelled);
        }
    }

    /// <summary>Reports a number although only one is modelled.</summary>
    public void RequireReal(string key, double expected, string meaning)
    {
        if (_root.TryGetStated(key, out JsonValue value) && !(value.TryGetDouble(out double number) && number.Equals(expected)))
        {
            Add(value, $"found \"{key}\" {value.Describe()}, expected {expected.ToString(CultureInfo.InvariantCulture)}: {meaning} is not modelled", FileProblemKind.NotModelled);
        }
    }

    /// <summary>Reports a key that is there although only its absence is modelled.</summary>
    public void RequireAbsent(string key, string meaning)
    {
        if (_root.TryGetStated(key, out JsonValue value))
        {
            Add(value, $"found \"{key}\", expected none: {meaning} is not modelled", FileProblemKind.NotModelled);
        }
    }

    /// <summary>Reports every key beside those that are known.</summary>
    public void RequireKnown(ICollection<string> known)
    {
        foreach (JsonMember member in _root.GetMembers())
        {
            if (!known.Contains(member.Name) && member.Value.Kind != JsonKind.Null)
            {
                Add(member.Value, $"found \"{member.Name}\", which is not known here, so that what it changes is not modelled", FileProblemKind.NotModelled);
            }
        }
    }

    /// <summary>Reports heads that do not divide the hidden size.</summary>
    public void CheckHeads(EncoderSpec spec, string headsKey)
    {
        if (spec.HiddenSize % spec.Heads != 0)
        {
            Report(headsKey, $"found {spec.Heads} attention heads for a hidden size of {spec.HiddenSize}, expected a divisor of it");
        }
    }

    /// <summary>The specification, or what keeps it from being one.</summary>
    public EncoderReading Conclude(EncoderSpec spec) => new(Problems.Count == 0 ? spec : null, Problems);

    /// <summary>True when a key is there and not null.</summary>
    public bool States(string key) => _root.TryGetStated(key, out _);

    /// <summary>Reports something that is not modelled, at a key.</summary>
    public void ReportNotModelled(string key, string message)
    {
        if (_root.TryGetStated(key, out JsonValue value))
        {
            Add(value, message, FileProblemKind.NotModelled);
        }
    }

    /// <summary>Reports an object that has members although only an empty one is modelled.</summary>
    public void RequireEmpty(string key, string meaning)
    {
        if (_root.TryGetStated(key, out JsonValue value) && !(value.Kind == JsonKind.Object && value.Count == 0))
        {
            Add(value, $"found \"{key}\" with content, expected none: {meaning} is not modelled", FileProblemKind.NotModelled);
        }
    }

    /// <summary>Reports that values contradict each other, at a key, or at the file when the key is not there.</summary>
    public void Report(string key, string message)
    {
        if (_root.TryGetStated(key, out JsonValue value))
        {
            Add(value, message, FileProblemKind.Contradiction);
        }
        else
        {
            _problems.Add(new FileProblem(_file, 0, 0, message, FileProblemKind.Contradiction));
        }
    }

    private void AddTokenIds(string key, JsonValue value, int vocabularySize, List<int> ids)
    {
        if (value.Kind == JsonKind.Array)
        {
            foreach (JsonValue item in value.GetItems())
            {
                AddTokenId(key, item, vocabularySize, ids);
            }
        }
        else
        {
            AddTokenId(key, value, vocabularySize, ids);
        }
    }

    private void AddTokenId(string key, JsonValue value, int vocabularySize, List<int> ids)
    {
        if (!value.TryGetInt32(out int id))
        {
            Add(value, value.Unexpected($"a token id for \"{key}\"").Problem);
        }
        else if (id < 0 || id >= vocabularySize)
        {
            Add(value, $"found \"{key}\" {id}, expected a token id from 0 to {vocabularySize - 1}, as the size of the vocabulary says", FileProblemKind.Contradiction);
        }
        else
        {
            ids.Add(id);
        }
    }

    private static int[] ReadNumbers(JsonValue array)
    {
        List<int> numbers = [];
        foreach (JsonValue item in array.GetItems())
        {
            numbers.Add(item.TryGetInt32(out int number) ? number : 0);
        }

        return [.. numbers];
    }

    private void Add(JsonValue value, string message, FileProblemKind kind = FileProblemKind.Malformed)
    {
        TextPosition position = value.Position;
        _problems.Add(new FileProblem(_file, position.Line, position.Column, message, kind));
    }
}
