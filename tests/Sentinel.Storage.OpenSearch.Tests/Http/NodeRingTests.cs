using Sentinel.Storage.OpenSearch.Http;
using Sentinel.Testing;

namespace Sentinel.Storage.OpenSearch.Tests.Http;

public sealed class NodeRingTests
{
    private readonly ManualTime time = new();
    private readonly NodeRing ring;

    public NodeRingTests() => ring = new([new("http://a/"), new("http://b/"), new("http://c/")], time);

    [Fact]
    public void Each_node_has_its_turn() =>
        Assert.Equal([[0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 1, 2]], Enumerable.Range(0, 4).Select(_ => ring.NextOrder()));

    [Fact]
    public void A_node_that_fails_comes_last_for_a_while_and_longer_each_time()
    {
        foreach (var seconds in (int[])[5, 10, 20, 40, 60, 60])
        {
            ring.IsUnreachable(0);
            ring.IsUnreachable(0); // another request that was on its way
            time.Advance(TimeSpan.FromSeconds(seconds - 1));
            Assert.All(Orders(), order => Assert.Equal(0, order[^1]));
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Contains(Orders(), order => order[0] == 0);
        }

        ring.IsReachable(0);
        ring.IsUnreachable(0);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Contains(Orders(), order => order[0] == 0);
    }

    [Fact]
    public void Only_a_change_is_news()
    {
        Assert.False(ring.IsReachable(1));
        Assert.True(ring.IsUnreachable(1));
        Assert.False(ring.IsUnreachable(1));
        Assert.True(ring.IsReachable(1));
        Assert.False(ring.IsReachable(1));
    }

    private List<IReadOnlyList<int>> Orders() => [.. Enumerable.Range(0, 3).Select(_ => ring.NextOrder())];
}
