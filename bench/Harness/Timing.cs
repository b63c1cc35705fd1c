using System.Diagnostics;

namespace Sememe.Bench.Harness;

/// <summary>Times two ways of doing the same side by side, so that a machine that slows down slows both.</summary>
internal static class Timing
{
    private const int WarmUps = 3;
    private const int FewestRounds = 5;

    /// <summary>How long one of the two keeps the machine before it is the other's turn.</summary>
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(30);

    /// <summary>The shortest time of each, in seconds: what it takes when nothing else disturbs.</summary>
    /// <param name="ours">Our way.</param>
    /// <param name="theirs">Theirs.</param>
    /// <param name="budget">Time for both together; at least five turns each are taken.</param>
    public static (double Ours, double Theirs) Compare(Action ours, Action theirs, TimeSpan budget)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            ours();
            theirs();
        }

        double shortestOurs = double.MaxValue;
        double shortestTheirs = double.MaxValue;
        Stopwatch total = Stopwatch.StartNew();
        for (int round = 0; round < FewestRounds || total.Elapsed < budget; round++)
        {
            shortestOurs = Math.Min(shortestOurs, ShortestOfTurn(ours));
            shortestTheirs = Math.Min(shortestTheirs, ShortestOfTurn(theirs));
        }

        return (shortestOurs, shortestTheirs);
    }

    /// <summary>The shortest time of each of several ways that take long, in seconds, in turns. The first round warms up and hardly ever is the shortest.</summary>
    /// <param name="ways">What to time.</param>
    /// <param name="rounds">How often each.</param>
    public static double[] Shortest(IReadOnlyList<Action> ways, int rounds)
    {
        double[] shortest = [.. ways.Select(static _ => double.MaxValue)];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < ways.Count; i++)
            {
                long start = Stopwatch.GetTimestamp();
                ways[i]();
                shortest[i] = Math.Min(shortest[i], Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        return shortest;
    }

    private static double ShortestOfTurn(Action action)
    {
        double shortest = double.MaxValue;
        Stopwatch turn = Stopwatch.StartNew();
        do
        {
            long start = Stopwatch.GetTimestamp();
            action();
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        while (turn.Elapsed < s_turn);

        return shortest;
    }
}
