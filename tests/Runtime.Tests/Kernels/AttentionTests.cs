using Sememe.CompilerServices;
using Sememe.Kernels;

namespace Sememe.Runtime.Tests.Kernels;

public sealed unsafe class AttentionTests
{
    private const int Span = 12;

    public static TheoryData<string, int, int, int> Sizes()
    {
        TheoryData<string, int, int, int> cases = [];
        foreach (string kernels in KernelCases.Supported())
        {
            foreach ((int tokens, int heads, int size) in new[] { (1, 1, 8), (2, 3, 12), (25, 2, 32), (33, 2, 64), (256, 1, 32), (257, 1, 20), (600, 1, 16) })
            {
                cases.Add(kernels, tokens, heads, size);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Attention_equals_the_scalar_one(string kernels, int tokens, int heads, int size)
    {
        using Example example = new(tokens, heads, size);
        AssertEqual(kernels, example);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_causal_token_sees_itself_and_earlier_ones(string kernels, int tokens, int heads, int size)
    {
        using Example example = new(tokens, heads, size);
        example.Call.IsCausal = true;
        AssertEqual(kernels, example);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_local_token_sees_a_window(string kernels, int tokens, int heads, int size)
    {
        foreach (int reach in new[] { 0, 3, 64, 300 })
        {
            using Example example = new(tokens, heads, size);
            example.Call.Reach = reach;
            AssertEqual(kernels, example);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_causal_token_may_see_a_window_of_earlier_ones(string kernels, int tokens, int heads, int size)
    {
        using Example example = new(tokens, heads, size);
        (example.Call.IsCausal, example.Call.Reach) = (true, 5);
        AssertEqual(kernels, example);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Scores_may_have_a_bias_by_distance(string kernels, int tokens, int heads, int size)
    {
        using Example example = new(tokens, heads, size);
        using NativeFloats bias = NativeFloats.Random(heads * ((2 * tokens) - 1), 7, spread: 3);
        example.Call.RelativeBias = bias.Pointer + tokens - 1;
        example.Call.RelativeBiasStride = (2 * tokens) - 1;
        AssertEqual(kernels, example);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Content_may_meet_distances(string kernels, int tokens, int heads, int size)
    {
        PackedMatrix[] keys = Matrices(heads, size, 8);
        PackedMatrix[] queries = Matrices(heads, size, 9);
        DisentangledSpec spec = new() { Span = Span, BucketReach = 100 };
        int[] rows = [.. Enumerable.Range(1 - tokens, (2 * tokens) - 1).Select(spec.RowOf)];
        fixed (int* first = rows)
        {
            foreach ((bool byQuery, bool byKey) in new[] { (true, false), (false, true), (true, true) })
            {
                using Example example = new(tokens, heads, size, PackedMatrix.PaddedColumns(2 * Span));
                example.Call.Disentangled = new DisentangledTables(byQuery ? keys : null, byKey ? queries : null, first + tokens - 1);
                AssertEqual(kernels, example);
            }
        }

        Array.ForEach([.. keys, .. queries], static matrix => matrix.Dispose());
    }

    private static PackedMatrix[] Matrices(int heads, int size, int seed)
    {
        PackedMatrix[] matrices = new PackedMatrix[heads];
        for (int head = 0; head < heads; head++)
        {
            matrices[head] = new PackedMatrix(size, 2 * Span);
            for (int row = 0; row < 2 * Span; row++)
            {
                using NativeFloats column = NativeFloats.Random(size, seed + (100 * head) + (1000 * row));
                matrices[head].SetColumn(row, column.Span);
            }
        }

        return matrices;
    }

    private static void AssertEqual(string kernels, Example example)
    {
        AttentionCall call = example.Call;
        KernelSet.Create(Enum.Parse<KernelChoice>(kernels)).Attention(call);

        foreach (int token in new[] { 0, call.Tokens / 3, call.Tokens / 2, call.Tokens - 1 })
        {
            for (int head = 0; head < call.Heads; head++)
            {
                double[] expected = Scalar(call, token, head);
                for (int i = 0; i < call.HeadSize; i++)
                {
                    Assert.Equal(expected[i], call.Output[(token * call.OutputStride) + (head * call.HeadSize) + i], 5e-6);
                }
            }
        }
    }

    private static double[] Scalar(in AttentionCall call, int token, int head)
    {
        double[] scores = new double[call.Tokens];
        for (int key = 0; key < call.Tokens; key++)
        {
            scores[key] = IsSeen(call, token, key) ? Score(call, token, key, head) : double.NegativeInfinity;
        }

        double largest = scores.Max();
        double sum = 0;
        double[] output = new double[call.HeadSize];
        for (int key = 0; key < call.Tokens; key++)
        {
            double weight = Math.Exp((scores[key] - largest) * call.Scale);
            sum += weight;
            for (int i = 0; i < call.HeadSize; i++)
            {
                output[i] += weight * call.Value[(key * call.Stride) + (head * call.HeadSize) + i];
            }
        }

        return [.. output.Select(x => x / sum)];
    }

    private static bool IsSeen(in AttentionCall call, int token, int key) =>
        (!call.IsCausal || key <= token) && Math.Abs(key - token) <= (call.Reach ?? int.MaxValue);

    private static double Score(in AttentionCall call, int token, int key, int head)
    {
        float* query = call.Query + (token * call.Stride) + (head * call.HeadSize);
        float* other = call.Key + (key * call.Stride) + (head * call.HeadSize);
        double score = call.RelativeBias == null ? 0 : call.RelativeBias[(head * call.RelativeBiasStride) + key - token];
        int row = call.Disentangled is { } tables ? tables.Rows[token - key] : 0;
        for (int i = 0; i < call.HeadSize; i++)
        {
            score += (double)query[i] * other[i];
            score += call.Disentangled?.Keys is { } keys ? (double)query[i] * At(keys[head], i, row) : 0;
            score += call.Disentangled?.Queries is { } queries ? (double)other[i] * At(queries[head], i, row) : 0;
        }

        return score;
    }

    private static float At(PackedMatrix matrix, int step, int column) =>
        matrix.Panels[((column / GemmStrip.PanelColumns * matrix.Depth) + step) * GemmStrip.PanelColumns + (column % GemmStrip.PanelColumns)];

    /// <summary>Random queries, keys and values, and memory that holds no zeros by chance.</summary>
    private sealed class Example : IDisposable
    {
        private readonly NativeFloats _states;
        private readonly NativeFloats _output;
        private readonly NativeFloats _scratch;

        public Example(int tokens, int heads, int size, int distances = 0)
        {
            int width = heads * size;
            _states = NativeFloats.Random(tokens * 3 * width, 1, spread: 1);
            _output = new NativeFloats(tokens * width);
            _output.Span.Fill(float.NaN);
            _scratch = new NativeFloats((int)Attention.ScratchFloats(tokens, size, distances));
            _scratch.Span.Fill(float.NaN);
            Call = new AttentionCall
            {
                Query = _states.Pointer,
                Key = _states.Pointer + width,
                Value = _states.Pointer + (2 * width),
                Stride = 3 * width,
                Tokens = tokens,
                Heads = heads,
                HeadSize = size,
                Scale = 0.5f,
                Output = _output.Pointer,
                OutputStride = width,
                Scratch = _scratch.Pointer,
            };
        }

        public AttentionCall Call;

        public void Dispose()
        {
            _states.Dispose();
            _output.Dispose();
            _scratch.Dispose();
        }
    }
}
