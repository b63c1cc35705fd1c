using Sememe.CompilerServices;
using Sememe.Families.Weights;
using Sememe.Formats.Tensors;

namespace Sememe.Families.Heads;

/// <summary>Collects the tensors of a head, as PyTorch names them; which there are is the specification's business.</summary>
internal sealed class HeadSlotList(EncoderSpec encoder, HeadSpec head)
{
    private readonly List<WeightSlot> _slots = [];

    public IReadOnlyList<WeightSlot> Slots => _slots;

    /// <summary>The layer before the outputs.</summary>
    /// <param name="module">Name of the module.</param>
    /// <param name="isInside">True when it belongs to the encoder, as a pooler does, so that its name has the encoder's prefix.</param>
    public void AddDense(string module, bool isInside = false) => AddDense([module], isInside);

    /// <summary>The layer before the outputs, where files call it differently.</summary>
    /// <param name="modules">Names of the module, the usual one first.</param>
    /// <param name="isInside">As above.</param>
    public void AddDense(string[] modules, bool isInside = false)
    {
        Add(WeightPart.HeadDense, WeightKind.Weight, WeightForm.Matrix, isInside, new TensorShape(head.DenseSize, encoder.HiddenSize), Named(modules, ".weight"));
        if (head.HasDenseBias)
        {
            Add(WeightPart.HeadDense, WeightKind.Bias, WeightForm.Bias, isInside, new TensorShape(head.DenseSize), Named(modules, ".bias"));
        }
    }

    /// <summary>The norm after that layer.</summary>
    /// <param name="modules">Names of the module, the usual one first.</param>
    public void AddNorm(params string[] modules)
    {
        Add(WeightPart.HeadNorm, WeightKind.Weight, WeightForm.Norm, false, new TensorShape(head.DenseSize), Named(modules, ".weight", ".gamma"));
        if (head.HasNormBias)
        {
            Add(WeightPart.HeadNorm, WeightKind.Bias, WeightForm.Norm, false, new TensorShape(head.DenseSize), Named(modules, ".bias", ".beta"));
        }
    }

    /// <summary>The output layer.</summary>
    /// <param name="module">Name of the module.</param>
    /// <param name="biases">Other names of its bias, the usual one first; none for the module's own.</param>
    public void AddOutput(string module, params string[] biases)
    {
        AddOutputMatrix(module);
        if (head.HasOutputBias)
        {
            Add(WeightPart.HeadOutput, WeightKind.Bias, WeightForm.Bias, false, new TensorShape(head.Outputs), biases.Length == 0 ? [module + ".bias"] : biases);
        }
    }

    /// <summary>The matrix of the output layer, where the bias stands by itself.</summary>
    public void AddOutputMatrix(string module)
    {
        if (!head.IsTied)
        {
            Add(
                WeightPart.HeadOutput, WeightKind.Weight, WeightForm.Matrix, false, new TensorShape(head.Outputs, head.OutputDepth(encoder.HiddenSize)), module + ".weight");
        }
    }

    /// <summary>The bias of the outputs where it stands by itself, as a matrix of one row.</summary>
    public void AddOutputBiasRow(string name) => Add(WeightPart.HeadOutput, WeightKind.Bias, WeightForm.Bias, false, new TensorShape(1, head.Outputs), name);

    private static string[] Named(string[] modules, params string[] ends) => [.. modules.SelectMany(module => ends.Select(end => module + end))];

    private void Add(WeightPart part, WeightKind kind, WeightForm form, bool isInside, TensorShape shape, params string[] names) =>
        _slots.Add(new WeightSlot(new WeightRole(part, kind), form, shape, names) { IsOutside = !isInside });
}
