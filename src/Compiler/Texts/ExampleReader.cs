using Sememe.Compiler.Collections;
using Sememe.Compiler.Tasks;
using Sememe.Formats;

namespace Sememe.Compiler.Texts;

/// <summary>Takes the lines of an <see cref="ExampleTexts"/> file one by one.</summary>
internal sealed class ExampleReader(string file)
{
    private readonly Dictionary<string, int> _lineOfText = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _idOfLabel = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Label, int Line)> _labelOfIdentifier = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _texts = [];
    private readonly List<string> _labels = [];
    private readonly List<int> _labelIds = [];
    private readonly List<FileProblem> _problems = [];
    private bool? _isLabelled;

    public void Add(int line, string content)
    {
        int tab = content.IndexOf('\t');
        _isLabelled ??= tab >= 0;
        if (string.IsNullOrWhiteSpace(content))
        {
            Report(line, 1, "found an empty line, expected a sentence; remove the line");
        }
        else if (tab >= 0 != _isLabelled)
        {
            Report(line, 1, _isLabelled.Value
                ? "found a sentence without a label, and the first line has one; write label, tab, sentence"
                : "found a tab, and the first line has none; either every sentence has a label and a tab before it, or none has");
        }
        else if (content.IndexOf('\t', tab + 1) is > 0 and int second)
        {
            Report(line, second + 1, "found a second tab, expected one between label and sentence; a sentence cannot hold tabs");
        }
        else
        {
            AddText(line, content.Substring(tab + 1), tab + 2);
            if (tab >= 0)
            {
                AddLabel(line, content.Substring(0, tab));
            }
        }
    }

    public ExampleTexts ToTexts(ulong checksum)
    {
        if (_isLabelled is null)
        {
            _problems.Add(new FileProblem(file, 0, 0, "found no sentence, expected at least one"));
        }

        return new ExampleTexts(_texts.ToEquatableArray(), LabelIdentifiers.Of(_labels), _labelIds.ToEquatableArray(), checksum, _problems.ToEquatableArray());
    }

    private void AddText(int line, string text, int column)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Report(line, column, "found a label without a sentence; write the sentence behind the tab");
        }
        else if (_lineOfText.TryGetValue(text, out int first))
        {
            Report(line, column, $"found the sentence of line {first} again; remove one of the two");
        }
        else
        {
            _lineOfText.Add(text, line);
        }

        _texts.Add(text);
    }

    private void AddLabel(int line, string label)
    {
        if (label.Trim().Length == 0 || label.Trim().Length != label.Length)
        {
            Report(line, 1, label.Trim().Length == 0 ? "found a sentence with an empty label; write a label before the tab" : $"found blanks around the label \"{label.Trim()}\"; remove them");
        }

        if (!_idOfLabel.TryGetValue(label, out int id))
        {
            string plain = string.Concat(label.Where(char.IsLetterOrDigit));
            if (plain.Length > 0 && _labelOfIdentifier.TryGetValue(plain, out (string Label, int Line) other))
            {
                Report(line, 1, $"found the label \"{label}\", and line {other.Line} has \"{other.Label}\"; write both in one way, or give them names that differ in letters or digits");
            }
            else if (plain.Length > 0)
            {
                _labelOfIdentifier.Add(plain, (label, line));
            }

            id = _labels.Count;
            _idOfLabel.Add(label, id);
            _labels.Add(label);
        }

        _labelIds.Add(id);
    }

    private void Report(int line, int column, string message) => _problems.Add(new FileProblem(file, line, column, message));
}
