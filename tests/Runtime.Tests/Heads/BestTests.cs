using Sememe.Heads;

namespace Sememe.Runtime.Tests.Heads;

public sealed class BestTests
{
    [Fact]
    public void The_largest_come_in_order_and_the_earlier_of_equal_ones_first()
    {
        RankedText[] best = new RankedText[3];

        Assert.Equal(3, Best.Of([1, 5, 3, 5, 2, 3], best));
        Assert.Equal([new(1, 5), new(3, 5), new(2, 3)], best);
    }

    [Fact]
    public void There_are_no_more_than_there_are()
    {
        RankedText[] best = new RankedText[3];

        Assert.Equal(2, Best.Of([1, 2], best));
        Assert.Equal([new(1, 2), new(0, 1)], best[..2]);
        Assert.Equal(0, Best.Of([1, 2], []));
    }
}
