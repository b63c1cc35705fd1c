using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>SEM108.</summary>
public sealed class OneByOneTests
{
    [Theory]
    [InlineData("List<MiniLm.Vector> all = []; foreach (string one in texts) { all.Add([|model.Embed(one)|]); }")]
    [InlineData("MiniLm.Vector[] all = new MiniLm.Vector[texts.Length]; for (int i = 0; i < texts.Length; i++) { all[i] = [|model.Embed(texts[i])|]; }")]
    [InlineData("MiniLm.Vector[] all = texts.Select(one => [|model.Embed(one)|]).ToArray();")]
    [InlineData("MiniLm.Vector[] all = [.. texts.Select(one => [|model.Embed(one)|])];")]
    [InlineData("E5.Vector[] all = [.. texts.Select(one => [|e5.Embed(one, E5.Prompt.Passage)|])];")]
    [InlineData("Parallel.ForEach(texts, one => Take([|model.Embed(one)|].ToArray()));")]
    [InlineData("foreach (string one in texts) { Console.WriteLine([|sentiment.Classify(one)|].Best); }")]
    [InlineData("List<string> list = [.. texts]; for (int i = 0; i < list.Count; i++) { Console.WriteLine([|ranker.Score(text, list[i])|]); }")]
    [InlineData("float[] all = [.. texts.Select(one => [|ranker.Score(text, one)|])];")]
    public Task Call_for_every_text_of_a_list_is_reported(string statements) => Rule.AssertReports(new OneByOneAnalyzer(), TestCode.InMethod(statements));

    [Theory]
    [InlineData("model.Embed(texts, new MiniLm.Vector[texts.Length]);")]
    [InlineData("for (int i = 0; i < n; i++) { model.Embed(texts[i % texts.Length]); }")]
    [InlineData("for (int i = 0; i < n; i++) { model.Embed(text); }")]
    [InlineData("foreach (string one in texts) { if (model.Embed(one)[0] > 0) { break; } }")]
    [InlineData("foreach (string one in texts) { if (model.Embed(one)[0] > 0) { return; } }")]
    [InlineData("foreach (string one in texts) { using MiniLm loaded = MiniLm.Load(new() { Threads = one.Length }); loaded.Embed(one); }")]
    [InlineData("while (Console.ReadLine() is { } line) { model.Embed(line); }")]
    [InlineData("foreach (string one in texts) { model.Embed(one.Trim()); }")]
    [InlineData("foreach (string one in texts) { other.Embed(one, new float[384]); }")]
    [InlineData("foreach (string one in texts) { tagger.Recognize(one); }")]
    [InlineData("IEnumerable<float> Stream() { foreach (string one in texts) { yield return model.Embed(one)[0]; } }")]
    [InlineData("int best = texts.Count(one => model.Embed(one)[0] > 0);")]
    public Task Call_that_no_batch_replaces_is_not_reported(string statements) => Rule.AssertReports(new OneByOneAnalyzer(), TestCode.InMethod(statements));
}
