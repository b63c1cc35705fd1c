using System.Text;

namespace Sememe.Generator.Emit;

/// <summary>Indented text with <c>\n</c> as line end, whatever the machine or the source of the emitter has.</summary>
internal sealed class CodeWriter
{
    private const int IndentSize = 4;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes lines, each at the current depth; empty lines stay empty.</summary>
    public void Lines(string lines)
    {
        int start = 0;
        while (start <= lines.Length)
        {
            int end = lines.IndexOf('\n', start);
            int next = end < 0 ? lines.Length + 1 : end + 1;
            int length = (end < 0 ? lines.Length : end) - start;
            length -= length > 0 && lines[start + length - 1] == '\r' ? 1 : 0;
            if (length > 0)
            {
                _text.Append(' ', _depth * IndentSize).Append(lines, start, length);
            }

            _text.Append('\n');
            start = next;
        }
    }

    /// <summary>Writes a header and an opening brace, and goes one deeper.</summary>
    public void Open(string header)
    {
        Lines(header);
        Lines("{");
        _depth++;
    }

    /// <summary>Goes back up and writes a closing brace.</summary>
    public void Close()
    {
        _depth--;
        Lines("}");
    }

    /// <summary>Goes back up and writes a closing brace that ends a statement.</summary>
    public void CloseStatement()
    {
        _depth--;
        Lines("};");
    }

    /// <summary>Writes a line whose middle is a string literal, of any length and content.</summary>
    public void Literal(string before, string value, string after)
    {
        _text.Append(' ', _depth * IndentSize).Append(before);
        StringLiteral.Append(_text, value);
        _text.Append(after).Append('\n');
    }

    public override string ToString() => _text.ToString();
}
