namespace Sememe.Formats;

/// <summary>Something wrong in a file, as data: for readers that report everything they find instead of the first.</summary>
/// <param name="File">Name of the file in the model folder.</param>
/// <param name="Line">Line from 1; 0 when the file as a whole is meant.</param>
/// <param name="Column">UTF-16 column from 1; 0 with <paramref name="Line"/>.</param>
/// <param name="Message">What was found, what was expected.</param>
/// <param name="Kind">Whose fault it is, for those who tell such problems apart.</param>
internal sealed record FileProblem(string File, int Line, int Column, string Message, FileProblemKind Kind = FileProblemKind.Malformed)
{
    /// <summary>True when the files mean nothing with it.</summary>
    public bool IsError => Kind != FileProblemKind.Disagreement;

    /// <summary>The problem that an exception tells.</summary>
    public static FileProblem Of(ModelFormatException exception) =>
        new(exception.File, exception.Line ?? 0, exception.Column ?? 0, exception.Problem);

    /// <summary>The exception that tells the problem.</summary>
    public ModelFormatException ToException() => Line > 0 ? ModelFormatException.At(File, Line, Column, Message) : new ModelFormatException(File, Message);
}

/// <summary>Kinds of <see cref="FileProblem"/>.</summary>
internal enum FileProblemKind
{
    /// <summary>The file is not what its format says.</summary>
    Malformed,

    /// <summary>The file contradicts itself or another one.</summary>
    Contradiction,

    /// <summary>Another file that only other readers take says something else; the model means what it means.</summary>
    Disagreement,

    /// <summary>The file is right, and asks for something that is not modelled.</summary>
    NotModelled,
}
