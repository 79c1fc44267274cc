using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Search;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Tests.Search;

public sealed class GroupEnumerationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(201, 1)]
    [InlineData(51, 4)]
    public async Task More_shards_than_a_node_lets_be_open_are_refused_in_a_sentence(int days, int shards)
    {
        await using var store = Engine.Store(new("http://127.0.0.1:9"));
        await using var every = new GroupEnumeration(store.GetRequiredService<SearchClient>(), Filter.Everything, FlowFields.SrcIp);
        var asked = Enumerable.Range(0, days).Select(day => new StoredIndex(new DayIndexName(new DateOnly(2026, 1, 1).AddDays(day)).Index, shards)).ToList();
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await every.ReadAsync(asked, after: null, limit: 10, Cancellation).ToListAsync(Cancellation));
        Assert.Contains("ask for fewer days", refusal.Message, StringComparison.Ordinal);
    }
}
