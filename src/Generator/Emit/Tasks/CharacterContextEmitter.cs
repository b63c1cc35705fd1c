using Sememe.Compiler;

namespace Sememe.Generator.Emit.Tasks;

/// <summary>An encoder without a head that reads words by their characters: ELMo.</summary>
internal sealed class CharacterContextEmitter : ContextEmitter
{
    public override bool HasTokenizer => false;

    public override string Facts(ModelSpec specification) => "vectors of words in context";
}
