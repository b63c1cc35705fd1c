using Sememe.CompilerServices;
using Sememe.Families;
using Sememe.Families.Weights;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Encoders;

/// <summary>What attention knows of positions and distances, for all that the network has: made once, at load.</summary>
internal sealed unsafe class PositionTables : IDisposable
{
    private readonly AlignedMemory? _angles;
    private readonly AlignedMemory? _localAngles;
    private readonly AlignedMemory? _sinusoids;
    private readonly AlignedMemory? _bias;
    private readonly AlignedMemory? _distances;
    private readonly int _farthest;

    public PositionTables(EncoderSpec spec, ModelWeights weights)
    {
        _farthest = spec.MaxPositions - 1;
        if (spec.Positions == PositionEncoding.Rotary)
        {
            _angles = Angles(spec, spec.RotaryTheta);
            _localAngles = spec.LocalLayers == 0 ? null : Angles(spec, spec.LocalRotaryTheta);
        }

        _sinusoids = spec.Positions == PositionEncoding.Sinusoidal ? SinusoidsOf(spec) : null;
        _bias = spec.RelativeBuckets == 0 ? null : RelativeBias(spec, weights);
        _distances = spec.Disentangled is { } disentangled ? Distances(disentangled) : null;
    }

    /// <summary>Floats of a head's biases.</summary>
    public nint BiasStride => (2 * _farthest) + 1;

    /// <summary>Head 0's bias of distance key − query, for the distance 0; null without biases.</summary>
    public float* Bias => _bias is null ? null : (float*)_bias.Pointer + _farthest;

    /// <summary>Row of the relative embeddings by distance query − key, for the distance 0; null without them.</summary>
    public int* DistanceRows => _distances is null ? null : (int*)_distances.Pointer + _farthest;

    /// <summary>Cosines and sines of a layer's rotary positions; null without them.</summary>
    public float* Angles(bool isLocal) => (float*)((isLocal ? _localAngles : _angles) is { } memory ? memory.Pointer : null);

    /// <summary>[positions × embedding width] added to the embeddings; null without them.</summary>
    public float* Sinusoids => (float*)(_sinusoids is { } memory ? memory.Pointer : null);

    /// <inheritdoc/>
    public void Dispose()
    {
        _angles?.Dispose();
        _localAngles?.Dispose();
        _sinusoids?.Dispose();
        _bias?.Dispose();
        _distances?.Dispose();
    }

    private static AlignedMemory Angles(EncoderSpec spec, float theta)
    {
        AlignedMemory memory = new((nuint)spec.MaxPositions * (nuint)spec.HeadSize * sizeof(float));
        Rotary.Fill(new Span<float>(memory.Pointer, checked(spec.MaxPositions * spec.HeadSize)), spec.HeadSize, theta);
        return memory;
    }

    private static AlignedMemory SinusoidsOf(EncoderSpec spec)
    {
        AlignedMemory memory = new((nuint)spec.MaxPositions * (nuint)spec.TableWidth * sizeof(float));
        SinusoidalPositions.Fill(new Span<float>(memory.Pointer, checked(spec.MaxPositions * spec.TableWidth)), spec.TableWidth);
        return memory;
    }

    /// <summary>The bias is added to scores before they are scaled, so it is divided by the scale.</summary>
    private AlignedMemory RelativeBias(EncoderSpec spec, ModelWeights weights)
    {
        float[] table = new float[spec.RelativeBuckets * spec.Heads];
        weights[new WeightRole(WeightPart.RelativeBias, WeightKind.Weight)].CopyTo(table);
        float root = MathF.Sqrt(spec.HeadSize);
        AlignedMemory memory = new((nuint)spec.Heads * (nuint)BiasStride * sizeof(float));
        for (int head = 0; head < spec.Heads; head++)
        {
            float* bias = (float*)memory.Pointer + (head * BiasStride) + _farthest;
            for (int distance = -_farthest; distance <= _farthest; distance++)
            {
                bias[distance] = table[(RelativeDistance.Bucket(distance) * spec.Heads) + head] * root;
            }
        }

        return memory;
    }

    private AlignedMemory Distances(DisentangledSpec spec)
    {
        AlignedMemory memory = new((nuint)BiasStride * sizeof(int));
        int* rows = (int*)memory.Pointer + _farthest;
        for (int distance = -_farthest; distance <= _farthest; distance++)
        {
            rows[distance] = spec.RowOf(distance);
        }

        return memory;
    }
}
