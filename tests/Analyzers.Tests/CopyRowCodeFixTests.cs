using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>The fix of SEM113.</summary>
public sealed class CopyRowCodeFixTests
{
    private const string Title = "Copy the numbers";

    private static readonly CodeFix s_fix = new(new CopyRowCodeFix(), static compilation => Rule.Run(new RowsOutliveVectorsAnalyzer(), compilation));

    [Theory]
    [InlineData("ReadOnlySpan<float> First(string of) { using TokenVectors words = model.Contextualize(of); return words[0]; }", "ReadOnlySpan<float> First(string of) { using TokenVectors words = model.Contextualize(of); return words[0].ToArray(); }")]
    [InlineData("ReadOnlySpan<float> row; using (TokenVectors words = model.Contextualize(text)) { row = words[0]; } Console.WriteLine(row[0]);", "ReadOnlySpan<float> row; using (TokenVectors words = model.Contextualize(text)) { row = words[0].ToArray(); } Console.WriteLine(row[0]);")]
    public Task Row_becomes_an_array(string before, string after) => s_fix.AssertFixes(TestCode.InMethod(before), TestCode.InMethod(after), Title);
}
