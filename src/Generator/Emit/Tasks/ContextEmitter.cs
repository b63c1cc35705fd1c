using Sememe.Compiler;

namespace Sememe.Generator.Emit.Tasks;

/// <summary>An encoder without a head.</summary>
internal class ContextEmitter : TaskEmitter
{
    public override string RuntimeClass => "ContextualModel";

    public override string Interface => "IContextualModel";

    public override IReadOnlyList<string> Surface => [.. Emit.Surface.Network, .. ContextMembers.Surface];

    public override IEnumerable<(string Name, string Declaration)> InterfaceConstants => [ContextMembers.InterfaceConstant];

    public override IEnumerable<(string Key, string Declaration)> InterfaceMembers => ContextMembers.InterfaceMembers;

    public override void WriteMembers(MemberWriter members) => ContextMembers.Write(members);

    public override string Facts(ModelSpec specification) => "vectors of tokens and words in context";
}
