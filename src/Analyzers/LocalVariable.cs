using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sememe.Analyzers;

/// <summary>A local variable and all that its method does with it.</summary>
internal sealed class LocalVariable
{
    private LocalVariable(IVariableDeclaratorOperation declarator, ImmutableArray<ILocalReferenceOperation> references)
    {
        Declarator = declarator;
        References = references;
    }

    public IVariableDeclaratorOperation Declarator { get; }

    public ILocalSymbol Symbol => Declarator.Symbol;

    /// <summary>What it is declared with; null for a variable that gets its value later or from a loop.</summary>
    public IOperation? Initializer => Declarator.GetVariableInitializer()?.Value;

    /// <summary>All uses, in the order of the text.</summary>
    public ImmutableArray<ILocalReferenceOperation> References { get; }

    /// <summary>True when the variable has the value of <see cref="Initializer"/> wherever it is used.</summary>
    public bool IsFixed => Initializer is not null && !Symbol.IsRef && !References.Any(static reference => IsSet(reference));

    /// <summary>True when its value is disposed of by <c>using</c> at the declaration.</summary>
    public bool IsUsing => UsingScope is not null;

    /// <summary>Where a <c>using</c> at the declaration ends: the block around it or the statement; null without one.</summary>
    public IOperation? UsingScope => Declarator.Parent?.Parent switch
    {
        IVariableDeclarationGroupOperation { Parent: IUsingDeclarationOperation declaration } => declaration.Parent,
        IVariableDeclarationGroupOperation { Parent: IUsingOperation statement } => statement,
        _ => null,
    };

    /// <summary>True when something but the method itself may hold the value: it is returned, stored, handed on, captured or wrapped.</summary>
    public bool Leaves => References.Any(reference => !IsReceiver(reference) || FunctionOf(reference) != FunctionOf(Declarator));

    /// <summary>The variable that an operation names, by its declaration in the same method; null when that is a pattern, a loop or an argument.</summary>
    public static LocalVariable? Find(ILocalReferenceOperation reference) => Find(reference.Local, reference);

    /// <summary>The variable that a declaration makes.</summary>
    public static LocalVariable Of(IVariableDeclaratorOperation declarator) => Find(declarator.Symbol, declarator)!;

    /// <summary>True for <c>variable.Member</c>, with which the value goes nowhere.</summary>
    public static bool IsReceiver(IOperation reference) => reference.Parent switch
    {
        IInvocationOperation call => call.Instance == reference,
        IPropertyReferenceOperation property => property.Instance == reference,
        _ => false,
    };

    /// <summary>The method, lambda or local function that an operation belongs to.</summary>
    public static IOperation FunctionOf(IOperation operation)
    {
        while (operation.Parent is { } parent && operation is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>Assigned to, or handed out by reference.</summary>
    public static bool IsSet(ILocalReferenceOperation local) => local.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == local || assignment is ISimpleAssignmentOperation { IsRef: true },
        IArgumentOperation argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out,
        ITupleOperation => true, // a deconstruction's target
        IIncrementOrDecrementOperation => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        IAddressOfOperation => true,
        _ => false,
    };

    private static LocalVariable? Find(ILocalSymbol symbol, IOperation inside)
    {
        IOperation root = inside;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        IVariableDeclaratorOperation? declarator = null;
        ImmutableArray<ILocalReferenceOperation>.Builder references = ImmutableArray.CreateBuilder<ILocalReferenceOperation>();
        foreach (IOperation operation in root.DescendantsAndSelf())
        {
            if (operation is IVariableDeclaratorOperation found && KnownTypes.Same(found.Symbol, symbol))
            {
                declarator = found;
            }
            else if (operation is ILocalReferenceOperation reference && KnownTypes.Same(reference.Local, symbol))
            {
                references.Add(reference);
            }
        }

        return declarator is null ? null : new LocalVariable(declarator, references.ToImmutable());
    }
}
