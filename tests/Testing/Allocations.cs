namespace Sememe.Testing;

/// <summary>What a call allocates on the managed heap once it runs warm.</summary>
public static class Allocations
{
    private const int WarmingCalls = 3;
    private const int MeasuredCalls = 6;

    /// <summary>Bytes that this thread allocates in one <paramref name="call"/>, the least of several.</summary>
    /// <remarks>
    /// The least, because what happens once is not the call's: a collection may empty the array pool, and code that is compiled anew
    /// meanwhile may allocate on this thread. What a call allocates itself, it allocates in every call.
    /// </remarks>
    public static long PerCall(Action call)
    {
        for (int i = 0; i < WarmingCalls; i++)
        {
            call();
        }

        long least = long.MaxValue;
        for (int i = 0; i < MeasuredCalls; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
