namespace Sememe.Families;

/// <summary>Positions as sines and cosines (Vaswani et al. 2017), laid out as transformers' Marian does: the sines of all frequencies, then the cosines.</summary>
internal static class SinusoidalPositions
{
    private const double Base = 10000;

    /// <summary>Fills a table of positions, in float64 rounded once, as transformers computes it.</summary>
    /// <param name="table">[positions × width]: whole rows.</param>
    /// <param name="width">Columns; of an odd number the sines have one more.</param>
    public static void Fill(Span<float> table, int width)
    {
        int sines = (width + 1) / 2;
        for (int column = 0; column < width; column++)
        {
            int frequency = column < sines ? column : column - sines;
            double divisor = Math.Pow(Base, 2.0 * frequency / width);
            for (int position = 0; position < table.Length / width; position++)
            {
                double angle = position / divisor;
                table[(position * width) + column] = (float)(column < sines ? Math.Sin(angle) : Math.Cos(angle));
            }
        }
    }
}
