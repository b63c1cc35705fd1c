namespace Sememe.Extensions.AI.Tests;

[LanguageModel("all-MiniLM-L6-v2")]
public sealed partial class MiniLm;

/// <summary>With the prompts <c>query</c> and <c>passage</c>.</summary>
[LanguageModel("tiny-sentences")]
public sealed partial class Prompted;
