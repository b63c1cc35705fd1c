using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Tasks;
using Sememe.CompilerServices;
using Sememe.Families.Heads;
using Sememe.Families.Weights;
using Sememe.Formats;
using Sememe.Formats.Configs;
using Sememe.Formats.Json;
using Sememe.Formats.Tensors;

namespace Sememe.Compiler.Specify;

/// <summary>What the build has seen of the weights → which file it is, and whether it fits the network.</summary>
internal sealed class WeightsSpecifier(FolderFiles files, FindingList findings)
{
    /// <summary>A wrong layer count misses sixteen tensors a layer; the first few tell the story.</summary>
    private const int MostProblems = 5;

    /// <summary>What the build chose; without a word from it, a folder without weights.</summary>
    public WeightsChoice Choice { get; } =
        (files.Folder.Find(ModelFileNames.FolderManifest) is { } manifest ? FolderManifest.TryRead(manifest.Text) : null) ?? new WeightsChoice(null, null, null, default);

    /// <summary>True when the model is to run: the folder holds weights, if only in a format that is not read, or the project names some.</summary>
    public bool IsWanted => Choice.Requested is not null || Choice.Foreign is not null || !Choice.Candidates.IsEmpty;

    /// <summary>The chosen file; null when a finding says why there is none.</summary>
    public string? Specify()
    {
        if (Choice.File is null)
        {
            if (Choice.Foreign is { } foreign)
            {
                findings.Add(FindingIds.NotModelled, foreign, ForeignWeights.Remedy);
            }
            else if (Choice.Requested is { } requested)
            {
                findings.Add(FindingIds.FileMissing, requested, $"the LanguageModel item names it as the model's Weights; the folder's weights files are: {Candidates}");
            }
            else
            {
                findings.Add(FindingIds.SeveralWeights, null, Candidates);
            }

            return null;
        }

        return Choice.File;
    }

    /// <summary>Finds every tensor of the network in the file, or says which do not fit.</summary>
    /// <param name="file">The file.</param>
    /// <param name="encoder">The network.</param>
    /// <param name="head">What stands on top of it; null for nothing.</param>
    /// <param name="config">The file that says so.</param>
    public void Match(string file, EncoderSpec encoder, HeadSpec? head, ModelConfig config)
    {
        if (Describe(ModelFileNames.WeightsManifest, file) is not { } weights)
        {
            return;
        }

        RequirePartner(file, encoder);
        IReadOnlyList<WeightProblem> problems = WeightMatcher.Match(encoder, weights, head).Problems;
        if (LayerCount.Check(encoder, weights.Tensors, problems) is { } layers)
        {
            ReportLayers(file, config, layers);
            return;
        }

        if (problems.FirstOrDefault(IsAboutLabels) is { } labels && LabelSpecifier.StatedCount(config) is { } count)
        {
            findings.Add(FindingIds.Contradiction, config.File, count, $"found {count.Value} labels, which the weights contradict: {file}: {labels.Message}");
            problems = [.. problems.Where(static problem => !IsAboutLabels(problem))];
        }

        Report(file, problems);
    }

    /// <summary>Finds the tensors of a Dense module in its own file, or says which do not fit.</summary>
    public void MatchModule(SentenceStep step)
    {
        string file = step.Weights!;
        if (!Choice.Candidates.Contains(file))
        {
            findings.Add(FindingIds.FileMissing, file, "modules.json names its folder as that of a Dense module, whose weights it holds. Download it from where the model is published; a pytorch_model.bin is not read, save it as safetensors");
        }
        else if (Describe(ModelFileNames.ModuleManifest(file), file) is { } weights)
        {
            Report(file, DenseModule.Match(step, weights.Tensors).Problems);
        }
    }

    /// <summary>An encoder is nothing without its decoder.</summary>
    private void RequirePartner(string file, EncoderSpec encoder)
    {
        if (encoder.Decoder is null || EncoderDecoderFiles.Of(file) is not { } pair)
        {
            return;
        }

        string partner = file == pair.Encoder ? pair.Decoder : pair.Encoder;
        if (!Choice.Candidates.Contains(partner))
        {
            findings.Add(FindingIds.FileMissing, partner, $"{file} is the other half of the network. Download it from where the model is published, or export both");
        }
    }

    private static bool IsAboutLabels(WeightProblem problem) =>
        problem is { Kind: WeightProblemKind.Misshapen, Role.Part: WeightPart.HeadOutput };

    private void Report(string file, IReadOnlyList<WeightProblem> problems)
    {
        foreach (WeightProblem problem in problems.Take(MostProblems))
        {
            findings.Add(problem.Kind == WeightProblemKind.OnnxRuntimeOnly ? FindingIds.OnnxRuntimeOnly : FindingIds.WeightsDoNotFit, file, problem.Message);
        }

        if (problems.Count > MostProblems)
        {
            findings.Add(FindingIds.WeightsDoNotFit, file, $"{problems.Count - MostProblems} more tensors do not fit");
        }
    }

    /// <summary>A count of layers that is not the weights' is one mistake, at the key that says it.</summary>
    private void ReportLayers(string file, ModelConfig config, LayerMismatch layers)
    {
        Located<int> place = config.Root.OptionalInt32(layers.Key) ?? default;
        findings.Add(
            FindingIds.Contradiction, config.File, place, $"found \"{layers.Key}\" {layers.Stated}, expected {layers.Held}, as many as {file} holds tensors of");
    }

    private string Candidates => Choice.Candidates.IsEmpty ? "none" : string.Join(", ", Choice.Candidates);

    /// <summary>What the file holds; null when the build has not described it yet (an editor may see the choice first), or when it cannot be read.</summary>
    private WeightsFile? Describe(string manifestFile, string file)
    {
        WeightsManifest? manifest = files.Optional(manifestFile, WeightsManifest.Parse);
        if (manifest is null || manifest.File != file)
        {
            return null;
        }

        if (manifest.Problem is { } problem)
        {
            string place = problem.Offset is { } offset ? $"at byte {offset}: " : "";
            findings.Add(FileProblem.Of(problem) with { Message = place + problem.Problem });
        }

        return manifest.Content;
    }
}
