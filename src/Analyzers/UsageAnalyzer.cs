using Microsoft.CodeAnalysis.Diagnostics;

namespace Sememe.Analyzers;

/// <summary>A rule about using generated models. Costs nothing in a compilation that cannot use one; keeps nothing from one compilation to the next.</summary>
public abstract class UsageAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Category of all these rules.</summary>
    private protected const string Category = "Sememe.Usage";

    private protected UsageAnalyzer()
    {
    }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.TryFind(start.Compilation) is { } types)
            {
                Start(start, types);
            }
        });
    }

    /// <summary>Registers what the rule looks at.</summary>
    private protected abstract void Start(CompilationStartAnalysisContext start, KnownTypes types);
}
