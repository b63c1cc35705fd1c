namespace Sememe.Families;

/// <summary>Puts distances between tokens into buckets: near ones each in its own, far ones in buckets that grow with the logarithm.</summary>
/// <remarks>In float32 and in the order of transformers: a bucket's edge falls where its rounding puts it.</remarks>
internal static class RelativeDistance
{
    /// <summary>Buckets that MPNet tells apart, whatever config.json says.</summary>
    public const int Buckets = 32;

    private const int Half = Buckets / 2;
    private const int Exact = Half / 2;

    // ln(128 / 8): distances from 128 on share the last bucket.
    private const float LogReach = 2.7725887f;

    /// <summary>MPNet's bucket (Raffel et al. 2020, bidirectional).</summary>
    /// <param name="distance">Position of the key less that of the query.</param>
    public static int Bucket(int distance)
    {
        int side = distance > 0 ? Half : 0;
        int far = Math.Abs(distance);
        if (far < Exact)
        {
            return side + far;
        }

        float steps = Log((float)far / Exact) / LogReach * (Half - Exact);
        return side + Math.Min(Half - 1, Exact + (int)steps);
    }

    /// <summary>DeBERTa's bucket: the distance itself near zero, its logarithm farther away, with its sign (He et al. 2021).</summary>
    /// <param name="distance">Position of the query less that of the key.</param>
    /// <param name="buckets">Buckets in each direction.</param>
    /// <param name="reach">Distance that falls into the last one.</param>
    public static int LogBucket(int distance, int buckets, int reach)
    {
        int middle = buckets / 2;
        int far = Math.Abs(distance);
        if (far <= middle)
        {
            return distance;
        }

        float steps = Log((float)far / middle) / Log((float)((reach - 1) / (double)middle)) * (middle - 1);
        return Math.Sign(distance) * ((int)Math.Ceiling((double)steps) + middle);
    }

    // Rounded from double, as a correctly rounded float logarithm is.
    private static float Log(float value) => (float)Math.Log(value);
}
