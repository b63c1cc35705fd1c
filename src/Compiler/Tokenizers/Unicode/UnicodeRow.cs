namespace Sememe.Compiler.Tokenizers.Unicode;

/// <summary>A line of Unicode data: what holds for the code points from the first to the last, both included.</summary>
internal sealed record UnicodeRow(int First, int Last, string Value);
