namespace Sememe;

/// <summary>What became of one text in which something was looked for.</summary>
/// <param name="Count">Results written.</param>
/// <param name="Tokens">Tokens that went through the network, special tokens included.</param>
/// <param name="Dropped">Tokens cut off because the text was longer than the model takes; 0 unless <see cref="LoadOptions.Truncate"/> allows it.</param>
/// <param name="Backend">What ran the network.</param>
public readonly record struct SpanInfo(int Count, int Tokens, int Dropped, Backend Backend);
