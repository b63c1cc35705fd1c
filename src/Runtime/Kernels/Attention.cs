using System.Runtime.CompilerServices;

namespace Sememe.Kernels;

/// <summary>Self-attention of one sequence with an online softmax: scores exist for a few queries and a block of keys at a time (Milakov and Gimelshein 2018).</summary>
/// <remarks>Both products run on the float GEMM. Nothing depends on other sequences, nor on how queries are grouped.</remarks>
internal static unsafe class Attention
{
    /// <summary>Keys whose scores exist together.</summary>
    public const int KeyBlock = 256;

    /// <summary>The same where a token sees a window only: most of a larger block would be outside of it.</summary>
    private const int LocalKeyBlock = 64;

    /// <summary>Queries whose scores exist together: whole tiles of any instruction set, and their scores fit the first-level cache.</summary>
    private const int QueryBlock = 24;

    /// <summary>Floats of scratch memory for a sequence: linear in its length.</summary>
    /// <param name="tokens">Its length.</param>
    /// <param name="headSize">Floats of a head.</param>
    /// <param name="distances">What <see cref="DisentangledTables.Stride"/> says, once for queries and once for keys; 0 without them.</param>
    public static nint ScratchFloats(int tokens, int headSize, int distances = 0)
    {
        int padded = PackedMatrix.PaddedColumns(headSize);
        return (QueryBlock * KeyBlock) + (KeyBlock * padded * 2) + (QueryBlock * padded) + Zeros(padded) + (2 * (nint)PackedMatrix.PaddedColumns(tokens)) + PackedMatrix.PaddedColumns(QueryBlock)
            + (2 * (nint)tokens * distances);
    }

    /// <summary>Runs a call.</summary>
    public static void Run<TVector, TLanes>(in AttentionCall call)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        AttentionScratch scratch = new(call);
        int keyBlock = call.Reach is null ? KeyBlock : LocalKeyBlock;
        for (int head = 0; head < call.Heads; head++)
        {
            MeetDistances<TVector, TLanes>(call, scratch, head);
            for (int key = 0; key < call.Tokens; key += keyBlock)
            {
                int keys = Math.Min(keyBlock, call.Tokens - key);
                Pack(call, scratch, head * call.HeadSize, key, keys);
                for (int query = 0; query < call.Tokens; query += QueryBlock)
                {
                    int rows = Math.Min(QueryBlock, call.Tokens - query);
                    AttentionBlock block = new(head, head * call.HeadSize, key, keys, FirstSeen(call, query), EndSeen(call, query + rows - 1));
                    if (block.IsSeen)
                    {
                        Score<TVector, TLanes>(call, scratch, block, query, rows);
                        AddDistances<TVector, TLanes>(call, scratch, block, query, rows);
                        Normalize<TVector, TLanes>(call, scratch, block, query, rows);
                        Weigh<TVector, TLanes>(call, scratch, block, query, rows);
                        Combine<TVector, TLanes>(call, scratch, block, query, rows);
                    }
                }
            }
        }
    }

    /// <summary>The first key that a query sees.</summary>
    private static int FirstSeen(in AttentionCall call, int query) => call.Reach is { } reach ? Math.Max(0, query - reach) : 0;

    /// <summary>One more than the last key that a query sees.</summary>
    private static int EndSeen(in AttentionCall call, int query)
    {
        long end = call.IsCausal ? query + 1 : call.Reach is { } reach ? (long)query + reach + 1 : call.Tokens;
        return (int)Math.Min(end, call.Tokens);
    }

    /// <summary>Where scores know distances: every token of the sequence meets every distance once.</summary>
    private static void MeetDistances<TVector, TLanes>(in AttentionCall call, in AttentionScratch scratch, int head)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        int column = head * call.HeadSize;
        if (call.Disentangled?.Keys is { } keys)
        {
            DisentangledScores.Meet<TVector, TLanes>(call, call.Query + column, keys[head], scratch.QueryDistances);
        }

        if (call.Disentangled?.Queries is { } queries)
        {
            DisentangledScores.Meet<TVector, TLanes>(call, call.Key + column, queries[head], scratch.KeyDistances);
        }
    }

    /// <summary>scores += what is known of the distance between query and key.</summary>
    private static void AddDistances<TVector, TLanes>(in AttentionCall call, in AttentionScratch scratch, in AttentionBlock block, int query, int rows)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        if (call.RelativeBias != null)
        {
            float* bias = call.RelativeBias + (block.Head * call.RelativeBiasStride) + (block.FirstKey - query);
            for (int i = 0; i < rows; i++)
            {
                EmbeddingRows.AddFloats<TVector, TLanes>(bias - i, scratch.Scores + (i * KeyBlock), block.Keys);
            }
        }

        if (call.Disentangled is { } tables)
        {
            if (tables.Keys is not null)
            {
                DisentangledScores.AddByQuery(scratch.QueryDistances, tables.Stride, tables.Rows, scratch.Scores, query, rows, block.FirstKey, block.Keys);
            }

            if (tables.Queries is not null)
            {
                DisentangledScores.AddByKey(scratch.KeyDistances, tables.Stride, tables.Rows, scratch.Scores, query, rows, block.FirstKey, block.Keys);
            }
        }
    }

    /// <summary>Floats of a bias of zeros, wide enough for both products.</summary>
    internal static int Zeros(int paddedHeadSize) => Math.Max(KeyBlock, paddedHeadSize);

    /// <summary>Lays the block's keys and values out as the GEMM reads its right side: keys as columns, values as rows.</summary>
    private static void Pack(in AttentionCall call, in AttentionScratch scratch, int column, int first, int count)
    {
        float* keys = call.Key + (first * call.Stride) + column;
        AttentionPacking.PackKeys(keys, call.Stride, count, call.HeadSize, scratch.Keys);
        float* values = call.Value + (first * call.Stride) + column;
        AttentionPacking.PackValues(values, call.Stride, count, call.HeadSize, scratch.PaddedHeadSize, scratch.Values);
    }

    private static int RoundUp(int count, int multiple) => (count + multiple - 1) / multiple * multiple;

    /// <summary>scores = Q · Kᵀ; columns beyond the last key hold whatever was there, <see cref="Normalize"/> overwrites them.</summary>
    private static void Score<TVector, TLanes>(in AttentionCall call, in AttentionScratch scratch, in AttentionBlock block, int query, int rows)
        where TVector : unmanaged
        where TLanes : ILanes<TVector> =>
        Gemm.Run<TVector, TLanes>(new GemmCall
        {
            A = call.Query + (query * call.Stride) + block.Column,
            AStride = call.Stride,
            Rows = rows,
            Panels = scratch.Keys,
            Bias = scratch.Zeros,
            Depth = call.HeadSize,
            Columns = RoundUp(block.Keys, 2 * TLanes.Count),
            C = scratch.Scores,
            CStride = KeyBlock,
        });

    /// <summary>scores = exp((scores − m) · scale) with m the largest score so far; sums and largest scores go on from the blocks before.</summary>
    [MethodImpl(KernelCode.Hot)]
    private static void Normalize<TVector, TLanes>(in AttentionCall call, in AttentionScratch scratch, in AttentionBlock block, int query, int rows)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        int padded = RoundUp(block.Keys, TLanes.Count);
        TVector scale = TLanes.Create(call.Scale);
        for (int i = 0; i < rows; i++)
        {
            float* scores = scratch.Scores + (i * KeyBlock);
            Hide(scores, FirstSeen(call, query + i) - block.FirstKey, Math.Min(EndSeen(call, query + i) - block.FirstKey, block.Keys), padded);

            TVector largest = TLanes.Load(scores);
            for (int j = TLanes.Count; j < padded; j += TLanes.Count)
            {
                largest = TLanes.Max(largest, TLanes.Load(scores + j));
            }

            float previous = block.IsFirst ? float.NegativeInfinity : scratch.Largest[query + i];
            float max = Math.Max(previous, TLanes.MaxAcross(largest));

            // A query that sees nothing of this block nor of those before: all powers are 0, and so is the decay of what is to come.
            float reference = float.IsNegativeInfinity(max) ? 0f : max;
            TVector shift = TLanes.Create(-reference * call.Scale);
            TVector sum = TLanes.Zero;
            for (int j = 0; j < padded; j += TLanes.Count)
            {
                TVector power = Exponential.Exp<TVector, TLanes>(TLanes.MultiplyAdd(TLanes.Load(scores + j), scale, shift));
                TLanes.Store(power, scores + j);
                sum = TLanes.Add(sum, power);
            }

            float decay = block.IsFirst ? 0f : MathF.Exp((previous - reference) * call.Scale);
            scratch.Largest[query + i] = max;
            scratch.Decay[i] = decay;
            scratch.Sums[query + i] = (block.IsFirst ? 0f : scratch.Sums[query + i] * decay) + TLanes.Sum(sum);
        }
    }

    /// <summary>Makes the scores of keys that are not seen, and those beyond the last key, −∞.</summary>
    /// <param name="scores">[padded] of one query.</param>
    /// <param name="first">First key that is seen; may lie before the block or behind it.</param>
    /// <param name="end">One more than the last key that is seen.</param>
    /// <param name="padded">Keys of the block, filled up to whole registers.</param>
    [MethodImpl(KernelCode.Inline)]
    private static void Hide(float* scores, int first, int end, int padded)
    {
        first = Math.Min(first, padded);
        for (int j = 0; j < first; j++)
        {
            scores[j] = float.NegativeInfinity;
        }

        for (int j = Math.Max(end, 0); j < padded; j++)
        {
            scores[j] = float.NegativeInfinity;
        }
    }

    /// <summary>weighted = scores · V.</summary>
    private static void Weigh<TVector, TLanes>(in AttentionCall call, in AttentionScratch scratch, in AttentionBlock block, int query, int rows)
        where TVector : unmanaged
        where TLanes : ILanes<TVector> =>
        Gemm.Run<TVector, TLanes>(new GemmCall
        {
            A = scratch.Scores,
            AStride = KeyBlock,
            Rows = rows,
            Panels = scratch.Values,
            Bias = scratch.Zeros,
            Depth = block.Keys,
            Columns = scratch.PaddedHeadSize,
            C = scratch.Weighted,
            CStride = scratch.PaddedHeadSize,
        });

    /// <summary>output = output · decay + weighted, divided by the sum after the last block.</summary>
    [MethodImpl(KernelCode.Hot)]
    private static void Combine<TVector, TLanes>(in AttentionCall call, in AttentionScratch scratch, in AttentionBlock block, int query, int rows)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        for (int i = 0; i < rows; i++)
        {
            float* weighted = scratch.Weighted + ((nint)i * scratch.PaddedHeadSize);
            float* output = call.Output + ((query + i) * call.OutputStride) + block.Column;
            float factor = block.IsLast ? 1f / scratch.Sums[query + i] : 1f;
            float decay = scratch.Decay[i];
            int j = 0;
            for (; j <= call.HeadSize - TLanes.Count; j += TLanes.Count)
            {
                TVector sum = TLanes.Load(weighted + j);
                if (!block.IsFirst)
                {
                    sum = TLanes.MultiplyAdd(TLanes.Load(output + j), TLanes.Create(decay), sum);
                }

                TLanes.Store(TLanes.Multiply(sum, TLanes.Create(factor)), output + j);
            }

            for (; j < call.HeadSize; j++)
            {
                output[j] = (block.IsFirst ? weighted[j] : (output[j] * decay) + weighted[j]) * factor;
            }
        }
    }

    /// <summary>One head's block of keys, as some queries see it.</summary>
    /// <param name="Head">The head.</param>
    /// <param name="Column">First column of the head.</param>
    /// <param name="FirstKey">First key.</param>
    /// <param name="Keys">Number of keys.</param>
    /// <param name="FirstSeen">First key that any of the queries sees.</param>
    /// <param name="EndSeen">One more than the last key that any of them sees.</param>
    private readonly record struct AttentionBlock(int Head, int Column, int FirstKey, int Keys, int FirstSeen, int EndSeen)
    {
        public bool IsSeen => FirstSeen < FirstKey + Keys && FirstKey < EndSeen;

        public bool IsFirst => FirstKey <= FirstSeen;

        public bool IsLast => FirstKey + Keys >= EndSeen;
    }

    /// <summary>The parts of the scratch memory, each at a multiple of 64 bytes.</summary>
    /// <remarks>Fields, because a first text compiles every property that it reads.</remarks>
    private readonly struct AttentionScratch
    {
        public AttentionScratch(in AttentionCall call)
        {
            PaddedHeadSize = PackedMatrix.PaddedColumns(call.HeadSize);
            Scores = call.Scratch;
            Keys = Scores + (QueryBlock * KeyBlock);
            Values = Keys + (KeyBlock * PaddedHeadSize);
            Weighted = Values + (KeyBlock * PaddedHeadSize);
            Zeros = Weighted + (QueryBlock * PaddedHeadSize);
            Largest = Zeros + Attention.Zeros(PaddedHeadSize);
            Sums = Largest + PackedMatrix.PaddedColumns(call.Tokens);
            Decay = Sums + PackedMatrix.PaddedColumns(call.Tokens);
            QueryDistances = Decay + PackedMatrix.PaddedColumns(QueryBlock);
            KeyDistances = QueryDistances + ((nint)call.Tokens * (call.Disentangled?.Stride ?? 0));
            new Span<float>(Zeros, Attention.Zeros(PaddedHeadSize)).Clear();
        }

        public readonly int PaddedHeadSize;

        public readonly float* Scores;

        public readonly float* Keys;

        public readonly float* Values;

        public readonly float* Weighted;

        public readonly float* Zeros;

        public readonly float* Largest;

        public readonly float* Sums;

        public readonly float* Decay;

        public readonly float* QueryDistances;

        public readonly float* KeyDistances;
    }
}
