namespace Sememe.Families.Tests;

public sealed class RelativeDistanceTests
{
    /// <summary>What transformers' MPNet gives, at the edges of its buckets.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 1)]
    [InlineData(1, 17)]
    [InlineData(7, 23)]
    [InlineData(8, 24)]
    [InlineData(-15, 9)]
    [InlineData(-16, 10)]
    [InlineData(-31, 11)]
    [InlineData(-32, 12)]
    [InlineData(63, 29)]
    [InlineData(64, 30)]
    [InlineData(-127, 15)]
    [InlineData(5000, 31)]
    public void Buckets_grow_with_the_logarithm(int distance, int bucket) => Assert.Equal(bucket, RelativeDistance.Bucket(distance));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(128, 128)]
    [InlineData(-128, -128)]
    [InlineData(129, 129)]
    [InlineData(511, 255)]
    [InlineData(-511, -255)]
    public void Log_buckets_are_the_distance_near_zero_and_reach_the_last_one(int distance, int bucket) =>
        Assert.Equal(bucket, RelativeDistance.LogBucket(distance, 256, 512));

    [Fact]
    public void Log_buckets_never_fall()
    {
        int[] buckets = [.. Enumerable.Range(-600, 1200).Select(static distance => RelativeDistance.LogBucket(distance, 256, 512))];

        Assert.Equal(buckets.Order(), buckets);
    }
}
