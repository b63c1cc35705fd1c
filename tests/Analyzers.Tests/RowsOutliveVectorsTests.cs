using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>SEM113.</summary>
public sealed class RowsOutliveVectorsTests
{
    [Theory]
    [InlineData("ReadOnlySpan<float> First(string of) { using TokenVectors words = model.Contextualize(of); return [|words[0]|]; }")]
    [InlineData("ReadOnlySpan<float> First(string of) { using (TokenVectors words = model.Contextualize(of)) { return [|words.Rows[..8]|]; } }")]
    [InlineData("ReadOnlySpan<TextRange> Places(string of) { using TokenVectors words = model.Contextualize(of); return [|words.Offsets|]; }")]
    [InlineData("ReadOnlySpan<float> row; using (TokenVectors words = model.Contextualize(text)) { row = [|words[0]|]; } Console.WriteLine(row[0]);")]
    [InlineData("void First(string of, out ReadOnlySpan<float> row) { using TokenVectors words = model.Contextualize(of); row = [|words[0]|]; }")]
    public Task Row_that_is_kept_beyond_its_memory_is_reported(string statements) => Rule.AssertReports(new RowsOutliveVectorsAnalyzer(), TestCode.InMethod(statements));

    [Theory]
    [InlineData("float[] First(string of) { using TokenVectors words = model.Contextualize(of); return words[0].ToArray(); }")]
    [InlineData("float First(string of) { using TokenVectors words = model.Contextualize(of); return words[0][0]; }")]
    [InlineData("int First(string of) { using TokenVectors words = model.Contextualize(of); return words.IndexOf(of); }")]
    [InlineData("ReadOnlySpan<float> row; using (TokenVectors words = model.Contextualize(text)) { row = words[0]; Console.WriteLine(row[0]); }")]
    [InlineData("ReadOnlySpan<float> row; using (TokenVectors words = model.Contextualize(text)) { row = words[0]; Console.WriteLine(row[0]); } row = default; Console.WriteLine(row.Length);")]
    [InlineData("ReadOnlySpan<float> First(TokenVectors words) => words[0];")]
    public Task Row_that_is_copied_or_stays_inside_is_not_reported(string statements) => Rule.AssertReports(new RowsOutliveVectorsAnalyzer(), TestCode.InMethod(statements));
}
