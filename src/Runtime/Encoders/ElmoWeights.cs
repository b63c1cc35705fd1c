using Sememe.CompilerServices;
using Sememe.Families.Weights;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Encoders;

/// <summary>The weights of an ELMo, packed for the kernels.</summary>
internal sealed unsafe class ElmoWeights : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    private ElmoWeights(EncoderSpec spec, ElmoSpec elmo, ModelWeights weights)
    {
        Characters = LoadCharacters(spec, elmo, weights);
        Filters = [.. elmo.Filters.Select((filter, i) => LoadFilters(weights, elmo, filter, i))];
        Transforms = [.. Enumerable.Range(0, elmo.Highways).Select(i => Load(weights, WeightPart.HighwayTransform, -1, i))];
        Carries = [.. Enumerable.Range(0, elmo.Highways).Select(i => Load(weights, WeightPart.HighwayCarry, -1, i))];
        Projection = Load(weights, WeightPart.CharacterProjection, -1, -1);
        Layers = new LstmLayer[spec.Layers, 2];
        for (int layer = 0; layer < spec.Layers; layer++)
        {
            for (int direction = 0; direction < 2; direction++)
            {
                Layers[layer, direction] = LoadLayer(spec, weights, layer, direction);
            }
        }
    }

    /// <summary>[character ids × character size]; the row of padding is zero.</summary>
    public AlignedMemory Characters { get; }

    /// <summary>One matrix for every width: [width · character size → filters].</summary>
    public PackedMatrix[] Filters { get; }

    /// <summary>One for every highway layer.</summary>
    public PackedMatrix[] Transforms { get; }

    /// <summary>One for every highway layer.</summary>
    public PackedMatrix[] Carries { get; }

    /// <summary>[features → width of a direction].</summary>
    public PackedMatrix Projection { get; }

    /// <summary>[layers, 2]: forward and backward.</summary>
    public LstmLayer[,] Layers { get; }

    /// <summary>Packs everything: nothing is read from the file afterwards.</summary>
    public static ElmoWeights Load(EncoderSpec spec, ElmoSpec elmo, ModelWeights weights) => new(spec, elmo, weights);

    /// <inheritdoc/>
    public void Dispose() => _owned.ForEach(static owned => owned.Dispose());

    private AlignedMemory LoadCharacters(EncoderSpec spec, ElmoSpec elmo, ModelWeights weights)
    {
        AlignedMemory memory = new((nuint)spec.VocabularySize * (nuint)elmo.CharacterSize * sizeof(float));
        _owned.Add(memory);
        Span<float> rows = new(memory.Pointer, spec.VocabularySize * elmo.CharacterSize);
        rows[..elmo.CharacterSize].Clear();
        weights[new WeightRole(WeightPart.CharacterEmbeddings, WeightKind.Weight)].CopyTo(rows[elmo.CharacterSize..]);
        return memory;
    }

    /// <summary>The file has [width × character size × filters], so that a window of characters, which lie end to end, is a row of a product.</summary>
    private PackedMatrix LoadFilters(ModelWeights weights, ElmoSpec elmo, CharacterFilter filter, int number)
    {
        int depth = filter.Width * elmo.CharacterSize;
        float[] stored = new float[depth * filter.Count];
        weights[Role(WeightPart.CharacterFilters, WeightKind.Weight, -1, number)].CopyTo(stored);
        PackedMatrix packed = Own(new PackedMatrix(depth, filter.Count));
        float[] column = new float[depth];
        for (int i = 0; i < filter.Count; i++)
        {
            for (int k = 0; k < depth; k++)
            {
                column[k] = stored[(k * filter.Count) + i];
            }

            packed.SetColumn(i, column);
        }

        CopyBias(weights, WeightPart.CharacterFilters, -1, number, packed);
        return packed;
    }

    private PackedMatrix Load(ModelWeights weights, WeightPart part, int layer, int member)
    {
        float[] rows = Read(weights, part, layer, member, out int inputs);
        PackedMatrix packed = Pack(rows, inputs, 0, inputs);
        if (weights.Table.Sources.ContainsKey(Role(part, WeightKind.Bias, layer, member)))
        {
            CopyBias(weights, part, layer, member, packed);
        }

        return packed;
    }

    /// <summary>One matrix of the file is two: over the input, which all tokens pass together, and over the state, which they pass one after the other.</summary>
    private LstmLayer LoadLayer(EncoderSpec spec, ModelWeights weights, int layer, int direction)
    {
        const int ForgetGate = 2;
        float[] rows = Read(weights, WeightPart.LstmGates, layer, direction, out int inputs);
        int width = inputs / 2;
        PackedMatrix input = Pack(rows, inputs, 0, width);
        CopyBias(weights, WeightPart.LstmGates, layer, direction, input);

        // TensorFlow's LSTMCell adds 1 to the forget gate, and does not store it.
        Span<float> forget = new(input.Bias + (ForgetGate * spec.IntermediateSize), spec.IntermediateSize);
        foreach (ref float bias in forget)
        {
            bias += 1f;
        }

        return new LstmLayer(input, Pack(rows, inputs, width, width), Load(weights, WeightPart.LstmProjection, layer, direction));
    }

    /// <summary>[outputs × inputs] of a linear layer.</summary>
    private static float[] Read(ModelWeights weights, WeightPart part, int layer, int member, out int inputs)
    {
        WeightView view = weights[Role(part, WeightKind.Weight, layer, member)];
        inputs = (int)view.Columns;
        float[] rows = new float[view.Rows * view.Columns];
        view.CopyTo(rows);
        return rows;
    }

    private PackedMatrix Pack(float[] rows, int stride, int first, int depth)
    {
        int outputs = rows.Length / stride;
        PackedMatrix packed = Own(new PackedMatrix(depth, outputs));
        for (int i = 0; i < outputs; i++)
        {
            packed.SetColumn(i, rows.AsSpan((i * stride) + first, depth));
        }

        return packed;
    }

    private static void CopyBias(ModelWeights weights, WeightPart part, int layer, int member, PackedMatrix packed) =>
        weights[Role(part, WeightKind.Bias, layer, member)].CopyTo(new Span<float>(packed.Bias, packed.Columns));

    private static WeightRole Role(WeightPart part, WeightKind kind, int layer, int member) => new(part, kind, layer) { Member = member };

    private PackedMatrix Own(PackedMatrix matrix)
    {
        _owned.Add(matrix);
        return matrix;
    }
}
