using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>SEM104.</summary>
public sealed class LoadInLoopTests
{
    [Theory]
    [InlineData("foreach (string one in texts) { using MiniLm loaded = [|MiniLm.Load()|]; loaded.Embed(one); }")]
    [InlineData("for (int i = 0; i < n; i++) { using (MiniLm loaded = [|MiniLm.Load()|]) { loaded.Embed(text); } }")]
    [InlineData("while (n-- > 0) { _ = [|MiniLm.Load()|].Embed(text); }")]
    [InlineData("LoadOptions options = new() { Threads = 1 }; do { using var loaded = [|MiniLm.Load(options)|]; loaded.Embed(text); } while (n-- > 0);")]
    [InlineData("foreach (string one in texts) { if (one.Length > 0) { using var loaded = [|MiniLm.Load(new() { Truncate = true })|]; loaded.Embed(one); } }")]
    [InlineData("MiniLm.Vector[] all = texts.Select(one => { using var loaded = [|MiniLm.Load()|]; return loaded.Embed(one); }).ToArray();")]
    [InlineData("Parallel.ForEach(texts, one => { using var loaded = [|MiniLm.Load()|]; loaded.Embed(one); });")]
    public Task Model_that_every_round_loads_anew_is_reported(string statements) => Rule.AssertReports(new LoadInLoopAnalyzer(), TestCode.InMethod(statements));

    [Theory]
    [InlineData("using MiniLm loaded = MiniLm.Load(); foreach (string one in texts) { loaded.Embed(one); }")]
    [InlineData("foreach (Backend backend in Enum.GetValues<Backend>()) { using MiniLm loaded = MiniLm.Load(new() { Backend = backend }); loaded.Embed(text); }")]
    [InlineData("MiniLm? loaded = null; while (loaded is null) { try { loaded = MiniLm.Load(); } catch (Exception) { } }")]
    [InlineData("MiniLm? loaded = null; foreach (string one in texts) { loaded ??= MiniLm.Load(); loaded.Embed(one); }")]
    [InlineData("List<MiniLm> all = []; for (int i = 0; i < n; i++) { MiniLm loaded = MiniLm.Load(); all.Add(loaded); }")]
    [InlineData("LoadOptions options = new(); for (int i = 0; i < n; i++) { options = options with { Threads = i }; using MiniLm loaded = MiniLm.Load(options); }")]
    [InlineData("for (MiniLm loaded = MiniLm.Load(); n > 0; n--) { loaded.Embed(text); }")]
    [InlineData("Func<MiniLm> make = () => MiniLm.Load();")]
    [InlineData("Parallel.For(0, n, () => MiniLm.Load(), (i, state, loaded) => { loaded.Embed(text); return loaded; }, loaded => loaded.Dispose());")]
    [InlineData("foreach (string one in texts) { Other loaded = Other.Load(); }")]
    public Task Model_that_is_loaded_once_or_differs_by_round_is_not_reported(string statements) => Rule.AssertReports(new LoadInLoopAnalyzer(), TestCode.InMethod(statements));
}
