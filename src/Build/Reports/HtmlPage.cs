using System.Net;
using System.Text;

namespace Sememe.Build.Reports;

/// <summary>A report as a page that needs nothing beside itself: no script, no font, no other file.</summary>
internal static class HtmlPage
{
    private const string Style = """
        :root { color-scheme: light dark; --line: light-dark(#c8ccd4, #4a5060); --soft: light-dark(#f3f5f8, #20242c); --quiet: light-dark(#4c5566, #aab3c4); }
        body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 72rem; padding: 1.5rem; color: light-dark(#16181d, #e8eaf0); background: light-dark(#fff, #14171c); }
        h1 { font-size: 1.6rem; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 1.2rem; margin: 2.5rem 0 0; }
        p { color: var(--quiet); margin: .3rem 0 .8rem; overflow-wrap: anywhere; }
        nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; list-style: none; padding: 0; }
        a { color: light-dark(#0b57d0, #8ab4f8); }
        .wide { overflow-x: auto; } .wide:focus-visible { outline: 2px solid currentColor; }
        table { border-collapse: collapse; width: 100%; min-width: 46rem; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem .4rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
        thead th { background: var(--soft); } tbody th { font-weight: 600; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        @media print { nav { display: none; } }
        """;

    /// <summary>The page.</summary>
    public static string Write(ModelReport report)
    {
        StringBuilder html = new();
        html.Append($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{Encode(report.Name)} – Sememe</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <header>
            <h1>{Encode(report.Name)}</h1>
            <p>{Encode(report.Summary)}.</p>
            <nav aria-label="Sections"><ul>

            """);
        for (int i = 0; i < report.Sections.Count; i++)
        {
            html.Append($"<li><a href=\"#s{i}\">{Encode(report.Sections[i].Title)}</a></li>\n");
        }

        html.Append("</ul></nav>\n</header>\n<main>\n");
        for (int i = 0; i < report.Sections.Count; i++)
        {
            Append(html, report.Sections[i], i);
        }

        return html.Append("</main>\n</body>\n</html>\n").Replace("\r\n", "\n").ToString();
    }

    private static void Append(StringBuilder html, ReportSection section, int number)
    {
        html.Append($"<section aria-labelledby=\"s{number}\">\n<h2 id=\"s{number}\">{Encode(section.Title)}</h2>\n<p>{Encode(section.Note)}</p>\n");
        if (section.Rows.Count == 0)
        {
            html.Append("<p>None.</p>\n</section>\n");
            return;
        }

        bool[] numeric = [.. section.Columns.Select((_, column) => column > 0 && section.Rows.All(row => IsNumber(row[column])))];
        string Class(int column) => numeric[column] ? " class=\"number\"" : "";
        html.Append($"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"s{number}\"><table>\n<thead><tr>");
        for (int column = 0; column < section.Columns.Length; column++)
        {
            html.Append($"<th scope=\"col\"{Class(column)}>{Encode(section.Columns[column])}</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (string[] row in section.Rows)
        {
            html.Append($"<tr><th scope=\"row\">{Encode(row[0])}</th>");
            for (int column = 1; column < row.Length; column++)
            {
                html.Append($"<td{Class(column)}>{Encode(row[column])}</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table></div>\n</section>\n");
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(static c => c is (>= '0' and <= '9') or ',' or '.' or ' ' or '%');

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
