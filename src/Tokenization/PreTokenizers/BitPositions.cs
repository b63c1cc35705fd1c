using System.Runtime.CompilerServices;
#if NET
using System.Numerics;
using System.Runtime.InteropServices;
#endif

namespace Sememe.Tokenization.PreTokenizers;

/// <summary>Masks of one bit per byte, as positions.</summary>
internal static class BitPositions
{
    /// <summary>Writes the position of every set bit; up to eight entries too many, which the next call overwrites.</summary>
    /// <param name="bits">The mask.</param>
    /// <param name="at">Position of its lowest bit.</param>
    /// <param name="positions">Where they go.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>How many there are now.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Append(ulong bits, int at, int[] positions, int count)
    {
#if NET
        ref int next = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(positions), count);
        count += BitOperations.PopCount(bits);
        while (bits != 0)
        {
            for (int i = 0; i < 8; i++)
            {
                Unsafe.Add(ref next, i) = at + BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
            }

            next = ref Unsafe.Add(ref next, 8);
        }
#else
        for (; bits != 0; bits >>= 1, at++)
        {
            if ((bits & 1) != 0)
            {
                positions[count++] = at;
            }
        }
#endif
        return count;
    }
}
