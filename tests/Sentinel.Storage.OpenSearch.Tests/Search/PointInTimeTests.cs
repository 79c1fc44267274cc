using Microsoft.Extensions.DependencyInjection;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Search;
using Sentinel.Storage.OpenSearch.Tests.Http;

namespace Sentinel.Storage.OpenSearch.Tests.Search;

public sealed class PointInTimeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(403, """{"error":{"type":"security_exception","reason":"no permissions"}}""")]
    [InlineData(503, "{}")]
    [InlineData(404, "{}")]
    public async Task That_it_cannot_be_closed_does_not_spoil_the_answer(int status, string body)
    {
        await using var node = await FakeNode.StartAsync(path =>
            path is "/" ? (200, """{"version":{"distribution":"opensearch","number":"2.19.0"}}""")
            : path.StartsWith("/flows-", StringComparison.Ordinal) ? (200, """{"pit_id":"one"}""")
            : (status, body));
        await using var store = Engine.Store(node.Url);
        var point = await store.GetRequiredService<SearchClient>().OpenAsync(new StoredIndex("flows-2026.11.20", 1), Cancellation);
        await point!.DisposeAsync();
        Assert.Contains(node.Bodies, sent => sent.Contains("\"one\"", StringComparison.Ordinal));
    }
}
