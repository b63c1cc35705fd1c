using Sememe.Compiler;
using Sememe.CompilerServices;
using Sememe.Generator.Emit.Tasks;
using Sememe.Generator.Inputs;

namespace Sememe.Generator.Emit;

/// <summary>Writes the members of one class: leaves out what the user has written, and throws in place of what an error keeps from working.</summary>
internal sealed class MemberWriter(ModelUnit unit)
{
    private bool _first = true;

    public CodeWriter Code { get; } = new();

    public ModelClass Class => unit.Class;

    /// <summary>What is generated for the model's task.</summary>
    public TaskEmitter Task { get; } = TaskEmitter.Of(unit.Model);

    public string Model => unit.Model.Name;

    public ModelSpec? Specification => unit.Model.Specification;

    public EncoderSpec? Encoder => Specification?.Encoder;

    /// <summary>True when the members work.</summary>
    public bool IsSound => unit.FirstError is null;

    /// <summary>Writes a method, property or type with its documentation.</summary>
    /// <param name="key">Its key (<see cref="Surface"/>); null for plumbing that no user sees.</param>
    /// <param name="documentation">Lines of XML documentation without the slashes.</param>
    /// <param name="declaration">The code.</param>
    public void Member(string? key, string documentation, string declaration) => Write(key, documentation, GeneratedAttributes.OnTypes, declaration);

    /// <summary>Writes a field, constant or enumeration with its documentation.</summary>
    public void Field(string? key, string documentation, string declaration) => Write(key, documentation, GeneratedAttributes.OnFields, declaration);

    /// <summary>An expression body, or after an error one that throws.</summary>
    public string Body(string expression) => IsSound ? $"=> {expression};" : $"=> {Failure};";

    /// <summary>An expression that throws what the members throw after an error.</summary>
    public string Failure => $"throw new global::System.InvalidOperationException({StringLiteral.Of($"The model '{Model}' was not compiled: the build reported {unit.FirstError}.")})";

    private void Write(string? key, string documentation, string attributes, string declaration)
    {
        if (key is not null && Class.Excludes(key))
        {
            return;
        }

        if (!_first)
        {
            Code.Lines("");
        }

        _first = false;
        if (documentation.Length > 0)
        {
            Code.Lines("/// " + documentation.Replace("\n", "\n/// "));
        }

        Code.Lines(attributes);
        Code.Lines(declaration);
    }
}
