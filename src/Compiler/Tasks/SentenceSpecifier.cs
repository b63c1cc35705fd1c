using Sememe.Compiler.Collections;
using Sememe.Compiler.Findings;
using Sememe.CompilerServices;
using Sememe.Formats;
using Sememe.Formats.Configs;

namespace Sememe.Compiler.Tasks;

/// <summary>modules.json and the files it names → what follows the network.</summary>
internal sealed class SentenceSpecifier(TaskContext context)
{
    private const string Modelled = "modelled are Transformer, Pooling and, after them, any of Dense and Normalize";

    private static readonly Dictionary<string, PoolingMode> s_poolingModes = new(StringComparer.Ordinal)
    {
        ["mean"] = PoolingMode.Mean,
        ["cls"] = PoolingMode.Cls,
        ["max"] = PoolingMode.Max,
        ["mean_sqrt_len_tokens"] = PoolingMode.MeanSqrtLength,
        ["weightedmean"] = PoolingMode.WeightedMean,
        ["lasttoken"] = PoolingMode.LastToken,
    };

    /// <summary>The task; its dimensions are null when a finding says why.</summary>
    public SentenceTask Specify()
    {
        SentenceTransformersConfig? config = context.Files.Optional(SentenceTransformersConfig.FileName, SentenceTransformersConfig.Read);
        SentenceTask task = config is null ? new SentenceTask() : PromptSpecifier.Specify(config, context.Findings);
        SentenceModules? modules = context.Files.Required(
            SentenceModules.FileName, SentenceModules.Read, "it says how a sentence's vector is made of its tokens' vectors. Download it, with the folders that it names, from where the model is published");
        if (modules is null || !CheckOrder(modules))
        {
            return task;
        }

        string poolingPath = modules.Modules[1].Path.Value + "/" + PoolingConfig.FileName;
        PoolingConfig? pooling = context.Files.Required(poolingPath, PoolingConfig.Read, $"{modules.File} names it as the configuration of the Pooling module");
        if (pooling is null || ModesOf(pooling) is not { } modes || WidthOf(pooling) is not { } hidden)
        {
            return task;
        }

        int? width = hidden * modes.Count;
        List<SentenceStep> steps = [];
        foreach (SentenceModule module in modules.Modules.Skip(2))
        {
            SentenceStep? step = module.Class == "Normalize" ? new SentenceStep() : DenseSpecifier.Specify(context, modules.File, module, width);
            width = step is null ? null : step.Weights is null ? width : step.Outputs;
            steps.Add(step ?? new SentenceStep());
        }

        return task with
        {
            Pooling = modes,
            Steps = steps.ToEquatableArray(),
            ExcludesPrompt = !pooling.IncludePrompt.Value,
            Dimensions = width is { } dimensions && config?.TruncateDimensions is { } cut ? Cut(config, cut, dimensions) : width,
        };
    }

    private int? Cut(SentenceTransformersConfig config, Located<int> cut, int dimensions)
    {
        if (cut.Value >= 1 && cut.Value <= dimensions)
        {
            return cut.Value;
        }

        context.Findings.Add(FindingIds.Contradiction, config.File, cut, $"found \"truncate_dim\" {cut.Value}, expected a number from 1 to {dimensions}, the length of a sentence vector");
        return null;
    }

    private int? WidthOf(PoolingConfig pooling)
    {
        if (context.Encoder is { } encoder && pooling.Dimension is { } dimension && dimension.Value != encoder.HiddenSize)
        {
            context.Findings.Add(
                FindingIds.Contradiction, pooling.File, dimension, $"found a token vector of {dimension.Value}, expected {encoder.HiddenSize}, the \"hidden_size\" of {ModelConfig.FileName}");
            return null;
        }

        return context.Encoder?.HiddenSize ?? pooling.Dimension?.Value;
    }

    /// <summary>Transformer, Pooling, and then Dense and Normalize: any other list is a computation that we do not do.</summary>
    private bool CheckOrder(SentenceModules modules)
    {
        for (int i = 0; i < modules.Modules.Length; i++)
        {
            SentenceModule module = modules.Modules[i];
            if (!(i == 0 ? module.Class == "Transformer" : i == 1 ? module.Class == "Pooling" : module.Class is "Dense" or "Normalize"))
            {
                context.Findings.Add(FindingIds.NotModelled, modules.File, module.Type, $"the module \"{module.Class}\" at place {i + 1} is not modelled; {Modelled}");
                return false;
            }
        }

        if (modules.Modules.Length < 2)
        {
            context.Findings.Add(FindingIds.NotModelled, modules.File, $"a list of {modules.Modules.Length} modules is not modelled; {Modelled}");
            return false;
        }

        if (modules.Modules[0].Path is { Value.Length: > 0 } folder)
        {
            context.Findings.Add(FindingIds.NotModelled, modules.File, folder, $"a Transformer in a folder of its own, \"{folder.Value}\", is not modelled; move its files to the model folder and set the path to \"\"");
            return false;
        }

        return true;
    }

    private EquatableArray<SentencePooling>? ModesOf(PoolingConfig pooling)
    {
        if (pooling.Modes.Length == 0)
        {
            context.Findings.Add(FindingIds.NotModelled, pooling.File, default(Located<string>), "pooling without a mode is not modelled");
            return null;
        }

        List<SentencePooling> modes = [];
        foreach (Located<string> name in pooling.Modes)
        {
            if (!s_poolingModes.TryGetValue(name.Value, out PoolingMode mode))
            {
                context.Findings.Add(FindingIds.NotModelled, pooling.File, name, $"the pooling mode \"{name.Value}\" is not modelled; modelled are: {string.Join(", ", s_poolingModes.Keys)}");
                return null;
            }

            modes.Add(new SentencePooling(mode));
        }

        return modes.ToEquatableArray();
    }
}
