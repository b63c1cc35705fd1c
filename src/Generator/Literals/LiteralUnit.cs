using Sememe.Compiler.Collections;

namespace Sememe.Generator.Literals;

/// <summary>A type and the properties of it that are token ids: all that its emitted file depends on.</summary>
/// <param name="Class">The type.</param>
/// <param name="Literals">The properties, in the order of their declarations.</param>
internal sealed record LiteralUnit(LiteralClass Class, EquatableArray<TokenizedLiteral> Literals)
{
    /// <summary>One unit per type.</summary>
    public static IEnumerable<LiteralUnit> Group(IEnumerable<TokenizedLiteral> literals) =>
        literals.GroupBy(static literal => literal.Property.Class).Select(static group => new LiteralUnit(group.Key, group.ToEquatableArray()));
}
