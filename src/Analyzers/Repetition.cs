using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sememe.Analyzers;

/// <summary>What makes an operation run many times: a loop, or a function that something calls for every item.</summary>
/// <param name="Place">The loop or the function.</param>
/// <param name="Description">How often, for messages: <c>in every round of the loop</c>.</param>
internal sealed record Repetition(IOperation Place, string Description)
{
    private const string InLoop = "in every round of the loop";
    private const string ForEveryItem = "for every item";
    private const string ForEveryRequest = "for every request";

    /// <summary>The innermost repetition around an operation, inside its method; null when it runs once per call, as far as the code shows.</summary>
    public static Repetition? Around(IOperation operation)
    {
        for (IOperation part = operation; part.Parent is { } parent; part = parent)
        {
            switch (part)
            {
                case ILocalFunctionOperation:
                    return null;
                case IAnonymousFunctionOperation:
                    return ArgumentThatIs(part) is { } argument && FrequencyOf(argument) is { } frequency ? new Repetition(part, frequency) : null;
            }

            if (parent is ILoopOperation loop && RunsEveryRound(loop, part))
            {
                return new Repetition(loop, InLoop);
            }
        }

        return null;
    }

    private static bool RunsEveryRound(ILoopOperation loop, IOperation part) => loop switch
    {
        IForLoopOperation { Before: var before } => !before.Contains(part),
        IForEachLoopOperation { Collection: var collection } => collection != part,
        _ => true,
    };

    /// <summary>The argument that a lambda is.</summary>
    private static IArgumentOperation? ArgumentThatIs(IOperation function)
    {
        IOperation? outer = function.Parent;
        while (outer is IDelegateCreationOperation or IConversionOperation)
        {
            outer = outer.Parent;
        }

        return outer as IArgumentOperation;
    }

    private static string? FrequencyOf(IArgumentOperation argument) =>
        argument is not { Parent: IInvocationOperation { TargetMethod: var method }, Parameter.Name: not ("localInit" or "localFinally") }
            ? null
            : (method.ContainingType.Name, method.Name) switch
            {
                ("Enumerable" or "Queryable" or "ParallelEnumerable", "Select" or "SelectMany" or "Where" or "ForAll" or "OrderBy" or "OrderByDescending" or "ToDictionary") => ForEveryItem,
                ("Parallel", "For" or "ForEach" or "ForAsync" or "ForEachAsync") => ForEveryItem,
                ("List" or "Array", "ForEach" or "ConvertAll") => ForEveryItem,
                ("EndpointRouteBuilderExtensions", "MapGet" or "MapPost" or "MapPut" or "MapDelete" or "MapPatch" or "Map" or "MapMethods") => ForEveryRequest,
                _ => null,
            };
}
