using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sememe.Compiler.Findings;

namespace Sememe.Analyzers;

/// <summary>A label's name compared with a string that no label of the model has.</summary>
/// <remarks>The property <see cref="NearestKey"/> of the diagnostic holds the most similar name, for a fix.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownLabelAnalyzer : UsageAnalyzer
{
    internal const string NearestKey = "Nearest";

    internal static readonly DiagnosticDescriptor Rule = new(
        UsageIds.UnknownLabel,
        "No label has this name",
        "No label of '{0}' gives \"{1}\" here; did you mean \"{2}\"? There are: {3}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(UsageIds.UnknownLabel));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes types)
    {
        start.RegisterOperationAction(operation => CheckOperator(operation, types), OperationKind.Binary);
        start.RegisterOperationAction(operation => CheckPattern(operation, types), OperationKind.ConstantPattern);
        start.RegisterOperationAction(operation => CheckCase(operation, types), OperationKind.CaseClause);
        start.RegisterOperationAction(operation => CheckCall(operation, types), OperationKind.Invocation);
    }

    private static void CheckOperator(OperationAnalysisContext context, KnownTypes types)
    {
        var comparison = (IBinaryOperation)context.Operation;
        if (comparison.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)
        {
            CheckPair(context, comparison.LeftOperand, comparison.RightOperand, StringComparison.Ordinal, types);
        }
    }

    private static void CheckPattern(OperationAnalysisContext context, KnownTypes types)
    {
        var pattern = (IConstantPatternOperation)context.Operation;
        IOperation? outer = pattern.Parent;
        while (outer is IBinaryPatternOperation or INegatedPatternOperation or IPatternCaseClauseOperation or ISwitchCaseOperation or ISwitchExpressionArmOperation)
        {
            outer = outer.Parent;
        }

        IOperation? value = outer switch
        {
            IIsPatternOperation test => test.Value,
            ISwitchExpressionOperation choice => choice.Value,
            ISwitchOperation choice => choice.Value,
            _ => null,
        };
        CheckPair(context, value, pattern.Value, StringComparison.Ordinal, types);
    }

    private static void CheckCase(OperationAnalysisContext context, KnownTypes types)
    {
        if (context.Operation is ISingleValueCaseClauseOperation { Value: { } value, Parent.Parent: ISwitchOperation choice })
        {
            CheckPair(context, choice.Value, value, StringComparison.Ordinal, types);
        }
    }

    private static void CheckCall(OperationAnalysisContext context, KnownTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is { Name: nameof(string.Equals), ContainingType.SpecialType: SpecialType.System_String })
        {
            (IOperation? one, IOperation? other) = call.Arguments switch
            {
                [{ Value: var only }, ..] when call.Instance is { } instance => (instance, only),
                [{ Value: var first }, { Value: var second }, ..] => (first, second),
                _ => (null, null),
            };
            bool ignoresCase = call.Arguments.Any(static argument => argument.Value is IFieldReferenceOperation { Field.Name: "OrdinalIgnoreCase" or "InvariantCultureIgnoreCase" or "CurrentCultureIgnoreCase" });
            CheckPair(context, one, other, ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal, types);
        }
        else if (call.TargetMethod is { Name: nameof(Enum.Parse) or nameof(Enum.TryParse), ContainingType.SpecialType: SpecialType.System_Enum, TypeArguments: [var type] })
        {
            bool ignoresCase = call.Arguments.Any(static argument => argument.Parameter?.Name == "ignoreCase" && argument.Value.ConstantValue is not { HasValue: true, Value: false });
            IOperation? text = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "value")?.Value;
            Check(context, LabelNames.OfEnumeration(type, types), text, ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal, IsNumberOrList);
        }
    }

    /// <summary>What the parser of enumerations takes beside names.</summary>
    private static bool IsNumberOrList(string text) => text.IndexOf(',') >= 0 || (text.Trim() is [var first, ..] && (char.IsDigit(first) || first is '-' or '+'));

    private static void CheckPair(OperationAnalysisContext context, IOperation? one, IOperation? other, StringComparison comparison, KnownTypes types)
    {
        if (one is null || other is null)
        {
            return;
        }

        (IOperation value, IOperation text) = ConstantText.Of(one) is null ? (one, other) : (other, one);
        if (ConstantText.Of(text) is not null)
        {
            Check(context, LabelNames.Of(value, types), text, comparison, static _ => false);
        }
    }

    private static void Check(OperationAnalysisContext context, LabelNames? labels, IOperation? operation, StringComparison comparison, Func<string, bool> isAllowed)
    {
        if (labels is null || operation is null || ConstantText.Of(operation) is not { } text || isAllowed(text) || labels.Values.Any(value => value.Equals(text, comparison)))
        {
            return;
        }

        string nearest = labels.Nearest(text);
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            operation.Syntax.GetLocation(),
            ImmutableDictionary<string, string?>.Empty.Add(NearestKey, nearest),
            labels.Model.Name,
            text,
            nearest,
            string.Join(", ", labels.Values)));
    }
}
