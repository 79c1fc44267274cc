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
        var groups = Enumerable.Range(0, 300).Select(key => (Key: (FieldValue)key, Bytes: random.Next(20), Packets: random.Next(5))).ToList();
        var query = new TopQuery(Selection.Everything, FlowFields.DstPort, Measure.Bytes, limit);
        var byBytes = groups.OrderByDescending(group => group.Bytes);
        AssertLargest(byBytes.ThenBy(group => group.Key), query);
        AssertLargest(byBytes.ThenByDescending(group => group.Packets).ThenBy(group => group.Key), query with { Then = Measure.Packets });

        void AssertLargest(IEnumerable<(FieldValue Key, int Bytes, int Packets)> expected, TopQuery asked)
        {
            var largest = new LargestGroups(asked);
            foreach (var (key, bytes, packets) in groups.OrderBy(_ => random.Next())) largest.Add(key, new(1, new(bytes, packets, 1, 0, 0), 1));
            Assert.Equal(expected.Take(limit).Select(group => group.Key), largest.InOrder().Select(entry => entry.Key));
        }
    }
}
