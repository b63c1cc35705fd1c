using Sememe.Compiler;

namespace Sememe.Generator.Emit.Tasks;

/// <summary>A class that tokenizes and does nothing else.</summary>
internal sealed class TokenizingEmitter : TaskEmitter
{
    public override IReadOnlyList<string> Surface => Emit.Surface.Tokenizing;

    public override string Facts(ModelSpec specification) => "tokenizer only";
}
