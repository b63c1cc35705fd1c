using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Sememe.Generator.Inputs;

/// <summary>A place in a file as plain numbers: a Roslyn location would keep a whole syntax tree alive.</summary>
internal sealed record Place(string Path, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    public static Place? Of(SyntaxNodeOrToken? syntax) => syntax?.GetLocation() is { } location ? Of(location) : null;

    public static Place Of(Location location)
    {
        FileLinePositionSpan lines = location.GetLineSpan();
        return new Place(
            lines.Path,
            location.SourceSpan.Start,
            location.SourceSpan.Length,
            lines.StartLinePosition.Line,
            lines.StartLinePosition.Character,
            lines.EndLinePosition.Line,
            lines.EndLinePosition.Character);
    }

    /// <summary>The location in the file's syntax tree, without which neither <c>#pragma</c> nor <c>[SuppressMessage]</c> has a say; by path where the compilation has no such file.</summary>
    public Location ToLocation(Compilation compilation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (tree.FilePath == Path && Start + Length <= tree.Length)
            {
                return Location.Create(tree, new TextSpan(Start, Length));
            }
        }

        return ToLocation();
    }

    public Location ToLocation() => Location.Create(
        Path,
        new TextSpan(Start, Length),
        new LinePositionSpan(new LinePosition(StartLine, StartColumn), new LinePosition(EndLine, EndColumn)));
}
