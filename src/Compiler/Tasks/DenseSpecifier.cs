using Sememe.Compiler.Findings;
using Sememe.CompilerServices;
using Sememe.Families.Heads;
using Sememe.Formats.Configs;

namespace Sememe.Compiler.Tasks;

/// <summary>A Dense module's configuration → a step behind the pooling.</summary>
internal static class DenseSpecifier
{
    /// <summary>The step; null when a finding says why not.</summary>
    /// <param name="context">The folder.</param>
    /// <param name="modules">Name of the file that names the module.</param>
    /// <param name="module">The module.</param>
    /// <param name="width">Width of what goes in; null when it is not known.</param>
    public static SentenceStep? Specify(TaskContext context, string modules, SentenceModule module, int? width)
    {
        DenseConfig? config = context.Files.Required(module.Path.Value + "/" + DenseConfig.FileName, DenseConfig.Read, $"{modules} names it as the configuration of the Dense module");
        if (config is null)
        {
            return null;
        }

        if (width is { } expected && config.Inputs.Value != expected)
        {
            context.Findings.Add(
                FindingIds.Contradiction, config.File, config.Inputs, $"found \"in_features\" {config.Inputs.Value}, expected {expected}, the width of what the module before gives");
            return null;
        }

        if (config.Outputs.Value < 1)
        {
            context.Findings.Add(FindingIds.FileBroken, config.File, config.Outputs, $"found \"out_features\" {config.Outputs.Value}, expected at least 1");
            return null;
        }

        if (!TorchActivations.TryGet(config.Activation.Value, out Activation? activation))
        {
            context.Findings.Add(
                FindingIds.NotModelled, config.File, config.Activation,
                $"the activation \"{config.Activation.Value}\" is not modelled; modelled are torch's {string.Join(", ", TorchActivations.Names)}");
            return null;
        }

        SentenceStep step = new()
        {
            Weights = module.Path.Value + "/model.safetensors",
            Inputs = config.Inputs.Value,
            Outputs = config.Outputs.Value,
            HasBias = config.HasBias,
            Activation = activation,
        };
        context.Weights.MatchModule(step);
        return step;
    }
}
