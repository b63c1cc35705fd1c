using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sememe.Compiler.Findings;

namespace Sememe.Analyzers;

/// <summary>A text written in the code that has more tokens than the model takes; counted with the model's own tokenizer.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TextTooLongAnalyzer : UsageAnalyzer
{
    private const string MaxTokensName = "MaxTokens";

    internal static readonly DiagnosticDescriptor Rule = new(
        UsageIds.TextTooLong,
        "Text is longer than the model takes",
        "The text has {0} tokens and '{1}' takes {2}: the call throws, or leaves the end out where the model was loaded with LoadOptions.Truncate",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(UsageIds.TextTooLong));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes types)
    {
        ProjectModels models = new(start.Options, types);
        start.RegisterOperationAction(operation => Check(operation, types, models), OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext context, KnownTypes types, ProjectModels models)
    {
        var call = (IInvocationOperation)context.Operation;
        IMethodSymbol method = call.TargetMethod;
        if (method.Name is not ("Embed" or "Classify" or "Score" or "Predict" or "Contextualize" or "Recognize" or "Tag" or "Fill" or "Perplexity")
            || !types.IsModel(method.ContainingType)
            || method.ContainingType.GetMembers(MaxTokensName) is not [IFieldSymbol { ConstantValue: int maximum }])
        {
            return;
        }

        Texts texts = default;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && types.IsReadOnlySpan(parameter.Type, SpecialType.System_Char))
            {
                texts.Add(ConstantText.Of(argument.Value), argument.Value);
            }
            else if (argument.Parameter is { } list && types.IsReadOnlySpan(list.Type, SpecialType.System_String) && method.Name is "Embed" or "Classify")
            {
                CheckList(context, argument.Value, method.ContainingType, maximum, models);
            }
        }

        // As many characters as tokens is the least that is worth a look; the tokenizer has the last word.
        if (texts.Characters > maximum && models.TokenizerOf(method.ContainingType, context.CancellationToken) is { } tokenizer && !IsLoadedToTruncate(call))
        {
            int tokens = texts.Count(tokenizer);
            Report(context, texts.Longest!, method.ContainingType, tokens, maximum, tokenizer);
        }
    }

    /// <summary>Each text of a list that is written in the call.</summary>
    private static void CheckList(OperationAnalysisContext context, IOperation list, INamedTypeSymbol model, int maximum, ProjectModels models)
    {
        IEnumerable<IOperation> elements = list switch
        {
            IConversionOperation { Operand: ICollectionExpressionOperation collection } => collection.Elements,
            ICollectionExpressionOperation collection => collection.Elements,
            IConversionOperation { Operand: IArrayCreationOperation { Initializer: { } written } } => written.ElementValues,
            _ => [],
        };
        foreach (IOperation element in elements)
        {
            Texts text = default;
            text.Add(ConstantText.Of(element), element);
            if (text.Characters > maximum && models.TokenizerOf(model, context.CancellationToken) is { } tokenizer)
            {
                Report(context, element, model, text.Count(tokenizer), maximum, tokenizer);
            }
        }
    }

    private static void Report(OperationAnalysisContext context, IOperation text, INamedTypeSymbol model, int tokens, int maximum, Tokenizer tokenizer)
    {
        // A maximum that has no room for a single token is a model with errors of its own.
        if (tokens > maximum && maximum > tokenizer.AddedTokensOfPair)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, text.Syntax.GetLocation(), tokens, model.Name, maximum));
        }
    }

    /// <summary>True when the model was loaded in this method, and so that it may cut texts: then this is what is wanted.</summary>
    private static bool IsLoadedToTruncate(IInvocationOperation call) =>
        call.Instance is ILocalReferenceOperation model
        && LocalVariable.Find(model)?.Initializer is { } load
        && load.Descendants().Any(static operation => operation is IPropertyReferenceOperation { Property.Name: "Truncate" });

    /// <summary>The texts of one call: one, or a pair of which one may be unknown.</summary>
    private struct Texts
    {
        private string? _first;
        private string? _second;
        private bool _isPair;

        public int Characters { get; private set; }

        public IOperation? Longest { get; private set; }

        public void Add(string? text, IOperation operation)
        {
            if (Longest is not null || _first is not null || _isPair)
            {
                _isPair = true;
                _second = text;
            }
            else
            {
                _first = text;
            }

            Characters += text?.Length ?? 0;
            Longest = Longest is null || (_second?.Length ?? 0) > (_first?.Length ?? 0) ? operation : Longest;
        }

        /// <summary>Tokens with what the model adds; the least there are when a text is unknown.</summary>
        public readonly int Count(Tokenizer tokenizer) => _isPair
            ? tokenizer.CountTokens(_first.AsSpan()) + tokenizer.CountTokens(_second.AsSpan()) - (2 * tokenizer.AddedTokens) + tokenizer.AddedTokensOfPair
            : tokenizer.CountTokens(_first.AsSpan());
    }
}
