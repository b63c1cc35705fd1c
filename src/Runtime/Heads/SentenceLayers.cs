using Sememe.CompilerServices;
using Sememe.Families.Heads;
using Sememe.Families.Weights;
using Sememe.Formats.Tensors;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Heads;

/// <summary>Loads the Dense modules of a sentence-embedding model.</summary>
internal static class SentenceLayers
{
    /// <summary>The layer of a step; null for one that normalizes.</summary>
    /// <exception cref="ModelFormatException">The file is missing, broken or does not fit.</exception>
    public static HeadLayer? Load(SentenceStep step, string folder, bool copy)
    {
        if (step.Weights is not { } file)
        {
            return null;
        }

        try
        {
            WeightMatch match = DenseModule.Match(step, WeightsFile.Read(folder, file).Tensors);
            using ModelWeights weights = match.Table is { } table ? ModelWeights.Map(folder, table, copy) : throw ModelWeights.Mismatch(folder, file, match);
            return HeadLayer.Load(weights, WeightPart.HeadDense, KernelSet.Create(), step.Activation);
        }
        catch (ModelFormatException exception)
        {
            throw exception.InFolder(folder);
        }
    }
}
