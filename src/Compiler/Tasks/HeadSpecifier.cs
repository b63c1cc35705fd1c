using Sememe.Compiler.Findings;
using Sememe.CompilerServices;
using Sememe.Families;
using Sememe.Families.Heads;
using Sememe.Formats;

namespace Sememe.Compiler.Tasks;

/// <summary>config.json → what stands on top of the network.</summary>
internal static class HeadSpecifier
{
    /// <summary>The head; null when a finding says why not, and when the network is not known.</summary>
    public static HeadSpec? Specify(TaskContext context, HeadKind kind, int outputs)
    {
        if (context.Config is null || context.Encoder is not { } encoder)
        {
            return null;
        }

        HeadMap? heads = Family.Of(encoder).Heads;
        if (heads is null || !heads.Kinds.Contains(kind))
        {
            context.Findings.Add(
                FindingIds.NotModelled, context.Config.File, context.Config.Architectures.FirstOrDefault(),
                $"the head of \"{context.Config.Architectures.FirstOrDefault().Value}\" is not modelled for the architecture \"{encoder.Family}\"");
            return null;
        }

        ConfigReader reader = new(context.Config);
        HeadSpec head = heads.Read(reader, encoder, kind, outputs);
        foreach (FileProblem problem in reader.Problems)
        {
            context.Findings.Add(problem);
        }

        return reader.Problems.Count == 0 ? head : null;
    }
}
