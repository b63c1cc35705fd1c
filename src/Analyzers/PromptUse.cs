using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sememe.Analyzers;

/// <summary>A call of <c>Embed</c> as the rules about prompts see it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Model">The model.</param>
/// <param name="Text">The text; null for a list of texts that is not written in the call.</param>
/// <param name="Prompt">Name of the prompt in code, <c>Query</c>; null when none is passed.</param>
internal sealed record PromptUse(IInvocationOperation Call, INamedTypeSymbol Model, IOperation? Text, string? Prompt)
{
    /// <summary>Name of the generated enumeration.</summary>
    public const string TypeName = "Prompt";

    /// <summary>Member of the enumeration that stands for no prompt.</summary>
    public const string NoneName = "None";

    /// <summary>The call; null for one that is not <c>Embed</c> of a model with prompts, or whose prompt is not a constant.</summary>
    public static PromptUse? Of(IInvocationOperation call, KnownTypes types)
    {
        INamedTypeSymbol model = call.TargetMethod.ContainingType;
        if (call.TargetMethod.Name != "Embed" || !types.IsModel(model) || model.GetTypeMembers(TypeName) is not [var prompts] || call.Arguments is not [{ Value: var text }, ..])
        {
            return null;
        }

        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (KnownTypes.Same(argument.Parameter?.Type, prompts))
            {
                return argument.Value is IFieldReferenceOperation { Field.Name: var name } ? new PromptUse(call, model, text, name) : null;
            }
        }

        return new PromptUse(call, model, text, null);
    }
}
