using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sememe.Compiler.Findings;

namespace Sememe.Analyzers;

/// <summary><c>new LoadOptions { Backend = Backend.OnnxRuntime }</c> in a program that nothing gives ONNX Runtime's native library.</summary>
/// <remarks>Only the build sees packages: the targets say what they found in the property <see cref="PropertyName"/>.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OnnxRuntimeMissingAnalyzer : UsageAnalyzer
{
    /// <summary>Set by the targets, or by the project that knows better.</summary>
    internal const string PropertyName = "SememeOnnxRuntimeLibrary";

    /// <summary>The value that says that the program has no such file.</summary>
    internal const string Missing = "missing";

    private const string BackendName = "Backend";
    private const string LibraryName = "OnnxRuntimeLibrary";
    private const string OnnxRuntimeName = "OnnxRuntime";

    internal static readonly DiagnosticDescriptor Rule = new(
        UsageIds.OnnxRuntimeMissing,
        "ONNX Runtime is asked for and its library is not there",
        "The program has no native library of ONNX Runtime, and loading throws where the system has none either; reference the package Microsoft.ML.OnnxRuntime, set OnnxRuntimeLibrary, or leave the backend to Backend.Auto",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(UsageIds.OnnxRuntimeMissing));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes types)
    {
        if (start.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property." + PropertyName, out string? found) && found == Missing)
        {
            start.RegisterOperationAction(operation => Check(operation, types), OperationKind.ObjectOrCollectionInitializer);
        }
    }

    private static void Check(OperationAnalysisContext context, KnownTypes types)
    {
        var initializer = (IObjectOrCollectionInitializerOperation)context.Operation;
        if (types.IsLoadOptions(initializer.Type)
            && Find(initializer, BackendName) is { Value: IFieldReferenceOperation { Field.Name: OnnxRuntimeName } } backend
            && Find(initializer, LibraryName) is null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, backend.Syntax.GetLocation()));
        }
    }

    private static ISimpleAssignmentOperation? Find(IObjectOrCollectionInitializerOperation initializer, string property)
    {
        foreach (IOperation member in initializer.Initializers)
        {
            if (member is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment && target.Property.Name == property)
            {
                return assignment;
            }
        }

        return null;
    }
}
