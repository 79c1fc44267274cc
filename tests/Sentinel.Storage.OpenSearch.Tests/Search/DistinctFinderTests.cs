using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Tests.Http;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Tests.Search;

public sealed class DistinctFinderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>With the engines' formula no 50,000 values come to 56,000; that many more are listed in vain.</summary>
    [Theory]
    [InlineData(0, 2, false)]
    [InlineData(55_477, 2, false)]
    [InlineData(56_000, 2, false)]
    [InlineData(56_001, 1, true)]
    public async Task Values_are_listed_unless_they_are_surely_too_many(int estimate, int searches, bool isEstimate)
    {
        const string days = """{"flows-2026.11.20":{"settings":{"index.number_of_shards":"1"}}}""";
        var answer = $$$$"""
            {"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},"hits":{"hits":[]},"aggregations":{"values":{"value":{{{{estimate}}}},"buckets":[]}}}
            """;
        var asked = 0;
        await using var node = await FakeNode.StartAsync(path =>
        {
            if (!path.EndsWith("_search", StringComparison.Ordinal)) return (200, days);
            asked++;
            return (200, answer);
        });
        await using var store = Engine.Store(node.Url);
        var count = await store.GetRequiredService<IFlowReader>().DistinctAsync(new(Selection.Everything, FlowFields.SrcIp), Cancellation);
        Assert.Equal((new(isEstimate ? estimate : 0, isEstimate), searches), (count, asked));
    }

    /// <summary>A search that names no index is one of all there are, of whosoever.</summary>
    [Fact]
    public async Task Where_no_day_is_held_nothing_is_asked()
    {
        var asked = 0;
        await using var node = await FakeNode.StartAsync(path =>
        {
            if (path.EndsWith("_search", StringComparison.Ordinal)) asked++;
            return (200, "{}");
        });
        await using var store = Engine.Store(node.Url);
        var count = await store.GetRequiredService<IFlowReader>().DistinctAsync(new(Selection.Everything, FlowFields.SrcIp), Cancellation);
        Assert.Equal((new(0, IsEstimate: false), 0), (count, asked));
    }
}
