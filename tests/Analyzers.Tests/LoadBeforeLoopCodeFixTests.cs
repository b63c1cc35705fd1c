using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>The fix of SEM104.</summary>
public sealed class LoadBeforeLoopCodeFixTests
{
    private const string Title = "Load before the loop";

    private static readonly CodeFix s_fix = new(new LoadBeforeLoopCodeFix(), static compilation => Rule.Run(new LoadInLoopAnalyzer(), compilation));

    [Theory]
    [InlineData(
        "foreach (string one in texts)\n        {\n            using MiniLm loaded = MiniLm.Load();\n            loaded.Embed(one);\n        }",
        "using MiniLm loaded = MiniLm.Load();\n        foreach (string one in texts)\n        {\n            loaded.Embed(one);\n        }")]
    public Task Declaration_moves_before_the_loop(string before, string after) => s_fix.AssertFixes(TestCode.InMethod(before), TestCode.InMethod(after), Title);

    [Theory]
    [InlineData("foreach (string one in texts) { using (MiniLm loaded = MiniLm.Load()) { loaded.Embed(one); } }")]
    [InlineData("foreach (string one in texts) { if (one.Length > 0) { using MiniLm loaded = MiniLm.Load(); loaded.Embed(one); } }")]
    [InlineData("var all = texts.Select(one => { using MiniLm loaded = MiniLm.Load(); return loaded.Embed(one); });")]
    public Task What_is_no_declaration_of_the_loops_own_block_stays(string statements) => s_fix.AssertOffersNothing(TestCode.InMethod(statements));
}
