namespace Sememe.Build.Reports;

/// <summary>A table of a report.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Note">What it shows, and where that comes from.</param>
/// <param name="Columns">Headings of the columns. The first names the row.</param>
/// <param name="Rows">The cells.</param>
internal sealed record ReportSection(string Title, string Note, string[] Columns, IReadOnlyList<string[]> Rows);
