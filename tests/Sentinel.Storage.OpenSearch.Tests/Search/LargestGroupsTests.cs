using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Search;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Tests.Search;

public sealed class LargestGroupsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(500)]
    public void The_largest_are_kept_and_ties_are_told_apart_by_the_key(int limit)
    {
        var random = new Random(1);
        var groups = Enumerable.Range(0, 300).Select(key => ((FieldValue)key, Bytes: random.Next(20))).ToList();
        var largest = new LargestGroups(Measure.Bytes, limit);
        foreach (var (key, bytes) in groups.OrderBy(_ => random.Next())) largest.Add(key, new(1, new(bytes, 1, 1, 0, 0), 1));
        var expected = groups.OrderByDescending(group => group.Bytes).ThenBy(group => group.Item1).Take(limit).Select(group => group.Item1);
        Assert.Equal(expected, largest.InOrder().Select(entry => entry.Key));
    }
}
