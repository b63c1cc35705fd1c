using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>SEM109.</summary>
public sealed class TokensOfAnotherModelTests
{
    [Theory]
    [InlineData("EncodedText tokens = MiniLm.Tokenizer.Encode(text); _ = E5.Tokenizer.Decode([|tokens.Ids|]);")]
    [InlineData("_ = E5.Tokenizer.Decode([|MiniLm.Tokenizer.Encode(text).Ids|]);")]
    [InlineData("Tokenizer mine = MiniLm.Tokenizer; Tokenizer theirs = E5.Tokenizer; EncodedText tokens = mine.Encode(text); _ = theirs.Decode([|tokens.Ids.AsSpan(1)|]);")]
    [InlineData("int[] ids = new int[12]; int count = MiniLm.Tokenizer.Encode(text, ids); _ = E5.Tokenizer.Decode([|ids.AsSpan(0, count)|]);")]
    [InlineData("Span<int> ids = stackalloc int[12]; MiniLm.Tokenizer.Encode(text, new TokenSpans(ids)); _ = E5.Tokenizer.Decode([|ids[..3]|]);")]
    [InlineData("int[] ids = new int[12]; writer.Generate(text, ids); _ = MiniLm.Tokenizer.Decode([|ids|]);")]
    [InlineData("EncodedText tokens = MiniLm.Tokenizer.Encode(text); _ = E5.Tokenizer.IdToToken([|tokens.Ids[0]|]);")]
    [InlineData("EncodedText tokens = MiniLm.Tokenizer.Encode(text); bool ends = [|tokens.Ids[1]|] == E5.SpecialTokens.Sep;")]
    [InlineData("EncodedText tokens = MiniLm.Tokenizer.Encode(text); bool ends = E5.SpecialTokens.Sep != [|tokens.Ids[1]|];")]
    [InlineData("_ = E5.Tokenizer.IdToToken([|MiniLm.SpecialTokens.Sep|]);")]
    public Task Ids_of_one_model_with_another_are_reported(string statements) => Rule.AssertReports(new TokensOfAnotherModelAnalyzer(), TestCode.InMethod(statements));

    [Theory]
    [InlineData("EncodedText tokens = MiniLm.Tokenizer.Encode(text); _ = MiniLm.Tokenizer.Decode(tokens.Ids);")]
    [InlineData("EncodedText tokens = MiniLm.Tokenizer.Encode(text); bool ends = tokens.Ids[1] == MiniLm.SpecialTokens.Sep;")]
    [InlineData("int[] ids = new int[12]; MiniLm.Tokenizer.Encode(text, ids); E5.Tokenizer.Encode(text, ids); _ = E5.Tokenizer.Decode(ids);")]
    [InlineData("int[] ids = new int[12]; MiniLm.Tokenizer.Encode(text, ids); ids[0] = 3; _ = E5.Tokenizer.Decode(ids);")]
    [InlineData("int[] ids = new int[12]; Take(ids); MiniLm.Tokenizer.Encode(text, ids); _ = E5.Tokenizer.Decode(ids);")]
    [InlineData("_ = E5.Tokenizer.Decode([n, n + 1]);")]
    [InlineData("Tokenizer tokenizer = n > 0 ? MiniLm.Tokenizer : E5.Tokenizer; _ = E5.Tokenizer.Decode(tokenizer.Encode(text).Ids);")]
    [InlineData("EncodedText tokens = MiniLm.Tokenizer.Encode(text); _ = E5.Tokenizer.Encode(MiniLm.Tokenizer.Decode(tokens.Ids));")]
    public Task Ids_of_the_same_model_or_of_an_unknown_one_are_not_reported(string statements) => Rule.AssertReports(new TokensOfAnotherModelAnalyzer(), TestCode.InMethod(statements));
}
