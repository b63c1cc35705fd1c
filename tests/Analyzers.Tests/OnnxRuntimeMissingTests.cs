using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>SEM110.</summary>
public sealed class OnnxRuntimeMissingTests
{
    private static readonly (string, string) s_missing = (OnnxRuntimeMissingAnalyzer.PropertyName, OnnxRuntimeMissingAnalyzer.Missing);

    [Theory]
    [InlineData("using MiniLm loaded = MiniLm.Load(new() { [|Backend = Backend.OnnxRuntime|] });")]
    [InlineData("LoadOptions options = new LoadOptions { Threads = 1, [|Backend = Backend.OnnxRuntime|] };")]
    [InlineData("LoadOptions options = new(); options = options with { [|Backend = Backend.OnnxRuntime|] };")]
    public Task Backend_without_its_library_is_reported(string statements) => Rule.AssertReports(new OnnxRuntimeMissingAnalyzer(), TestCode.InMethod(statements), s_missing);

    [Theory]
    [InlineData("LoadOptions options = new() { Backend = Backend.Auto };")]
    [InlineData("LoadOptions options = new() { Backend = Backend.Simd };")]
    [InlineData("LoadOptions options = new() { Backend = Backend.OnnxRuntime, OnnxRuntimeLibrary = text };")]
    [InlineData("LoadOptions options = new() { Backend = n > 0 ? Backend.OnnxRuntime : Backend.Simd };")]
    [InlineData("bool runs = model.Backend == Backend.OnnxRuntime;")]
    public Task Other_backend_or_named_library_is_not_reported(string statements) => Rule.AssertReports(new OnnxRuntimeMissingAnalyzer(), TestCode.InMethod(statements), s_missing);

    [Theory]
    [InlineData("found")]
    [InlineData("")]
    public Task Nothing_is_reported_unless_the_build_says_that_the_library_is_missing(string value) =>
        Rule.AssertReports(
            new OnnxRuntimeMissingAnalyzer(),
            TestCode.InMethod("LoadOptions options = new() { Backend = Backend.OnnxRuntime };"),
            (OnnxRuntimeMissingAnalyzer.PropertyName, value));
}
