using Sememe.CompilerServices;
using Sememe.Formats.Tensors;

namespace Sememe.Families.Weights;

/// <summary>Collects the slots of a family by module, as PyTorch names their tensors.</summary>
internal sealed class WeightSlotList
{
    private readonly List<WeightSlot> _slots = [];

    public IReadOnlyList<WeightSlot> Slots => _slots;

    public void AddTable(WeightPart part, string module, int rows, int columns) =>
        Add(new WeightRole(part, WeightKind.Weight), WeightForm.Table, new TensorShape(rows, columns), module + ".weight");

    /// <summary>A table that several modules share, so that a file may have it under any of their names.</summary>
    public void AddSharedTable(WeightPart part, int rows, int columns, params string[] modules) =>
        Add(new WeightRole(part, WeightKind.Weight), WeightForm.Table, new TensorShape(rows, columns), [.. modules.Select(static module => module + ".weight")]);

    /// <summary>Tables and norm of the embeddings as BERT names them: those that the specification has.</summary>
    public void AddEmbeddings(EncoderSpec spec)
    {
        AddTable(WeightPart.WordEmbeddings, "embeddings.word_embeddings", spec.VocabularySize, spec.TableWidth);
        if (spec.Positions == PositionEncoding.Learned)
        {
            AddTable(WeightPart.PositionEmbeddings, "embeddings.position_embeddings", spec.MaxPositions, spec.TableWidth);
        }

        if (spec.TokenTypes > 0)
        {
            AddTable(WeightPart.TypeEmbeddings, "embeddings.token_type_embeddings", spec.TokenTypes, spec.TableWidth);
        }

        AddNorm(WeightPart.EmbeddingNorm, -1, "embeddings.LayerNorm", spec.TableWidth);
    }

    /// <summary>A layer of eight modules with biases, each of its own name.</summary>
    /// <param name="spec">For the sizes.</param>
    /// <param name="layer">Its number in roles.</param>
    /// <param name="at">What stands before the modules' names.</param>
    /// <param name="names">The modules' names.</param>
    public void AddLayer(EncoderSpec spec, int layer, string at, LayerNames names)
    {
        AddLinear(WeightPart.Query, layer, at + names.Query, spec.HiddenSize, spec.HiddenSize);
        AddLinear(WeightPart.Key, layer, at + names.Key, spec.HiddenSize, spec.HiddenSize);
        AddLinear(WeightPart.Value, layer, at + names.Value, spec.HiddenSize, spec.HiddenSize);
        AddLinear(WeightPart.AttentionOutput, layer, at + names.AttentionOutput, spec.HiddenSize, spec.HiddenSize);
        AddNorm(WeightPart.AttentionNorm, layer, at + names.AttentionNorm, spec.HiddenSize);
        AddLinear(WeightPart.FeedForwardIn, layer, at + names.FeedForwardIn, spec.FeedForwardOutputs, spec.HiddenSize);
        AddLinear(WeightPart.FeedForwardOut, layer, at + names.FeedForwardOut, spec.HiddenSize, spec.IntermediateSize);
        AddNorm(WeightPart.OutputNorm, layer, at + names.OutputNorm, spec.HiddenSize);
    }

    public void AddLinear(WeightPart part, int layer, string module, int outputs, int inputs)
    {
        AddMatrix(part, layer, module, outputs, inputs);
        Add(new WeightRole(part, WeightKind.Bias, layer), WeightForm.Bias, new TensorShape(outputs), module + ".bias");
    }

    /// <summary>A linear layer whose matrix is stored [in × out]: GPT-2's Conv1D.</summary>
    public void AddConvolution(WeightPart part, int layer, string module, int outputs, int inputs)
    {
        AddMatrix(part, layer, module, outputs, inputs, MatrixLayout.InByOut);
        Add(new WeightRole(part, WeightKind.Bias, layer), WeightForm.Bias, new TensorShape(outputs), module + ".bias");
    }

    /// <summary>A linear layer without a bias.</summary>
    public void AddMatrix(WeightPart part, int layer, string module, int outputs, int inputs, MatrixLayout layout = MatrixLayout.OutByIn) =>
        _slots.Add(new WeightSlot(
            new WeightRole(part, WeightKind.Weight, layer), WeightForm.Matrix, new TensorShape(outputs, inputs), [module + ".weight"]) { Layout = layout });

    /// <remarks>Checkpoints converted from TensorFlow before 2019 call the gain gamma and the bias beta.</remarks>
    public void AddNorm(WeightPart part, int layer, string module, int width)
    {
        AddGain(part, layer, module, width);
        Add(new WeightRole(part, WeightKind.Bias, layer), WeightForm.Norm, new TensorShape(width), module + ".bias", module + ".beta");
    }

    /// <summary>A norm without a bias.</summary>
    public void AddGain(WeightPart part, int layer, string module, int width) =>
        Add(new WeightRole(part, WeightKind.Weight, layer), WeightForm.Norm, new TensorShape(width), module + ".weight", module + ".gamma");

    private void Add(WeightRole role, WeightForm form, TensorShape shape, params string[] names) => _slots.Add(new WeightSlot(role, form, shape, names));
}
