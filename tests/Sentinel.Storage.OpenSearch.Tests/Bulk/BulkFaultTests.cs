using Microsoft.Extensions.DependencyInjection;
using Sentinel.Storage.OpenSearch.Tests.Http;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Storage.OpenSearch.Tests.Bulk;

/// <summary>What each answer of the engine to a bulk means: one row a line of design's table.</summary>
public sealed class BulkFaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(408, "{}")]
    [InlineData(429, """{"error":{"type":"es_rejected_execution_exception","reason":"full"}}""")]
    [InlineData(500, "{}")]
    [InlineData(503, "<html>no upstream</html>")]
    [InlineData(403, """{"error":{"type":"cluster_block_exception","reason":"read only"}}""")]
    [InlineData(0, "")]
    [InlineData(302, "")]
    [InlineData(200, "<html>signed out</html>")]
    [InlineData(200, """{"items":[{"index":{"status":201,""")]
    [InlineData(200, """{"items":[]}""")]
    [InlineData(200, """{"items":[{"index":{"status":201}},{"index":{"status":201}}]}""")]
    [InlineData(200, """{"items":[{"delete":{"status":200}}]}""")]
    [InlineData(200, "{}")]
    public async Task Nothing_is_known_of_the_rows(int status, string body) =>
        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(status, body));

    [Theory]
    [InlineData(401, "Unauthorized")]
    [InlineData(403, """{"error":{"type":"security_exception","reason":"no permissions"}}""")]
    [InlineData(200, """{"items":[{"index":{"status":403,"error":{"type":"security_exception","reason":"no permissions"}}}]}""")]
    public async Task A_person_is_needed(int status, string body) =>
        await Assert.ThrowsAsync<StoreForbiddenException>(() => WriteAsync(status, body));

    [Theory]
    [InlineData(400, WriteRefusal.BadRequest)]
    [InlineData(413, WriteRefusal.TooLarge)]
    public async Task The_request_is_refused_as_it_stands(int status, WriteRefusal refusal) =>
        Assert.Equal(refusal, (await Assert.ThrowsAsync<WriteRefusedException>(() => WriteAsync(status, ""))).Refusal);

    [Theory]
    [InlineData("""{"status":201,"result":"created"}""", RowStatus.Stored)]
    [InlineData("""{"status":200,"result":"updated"}""", RowStatus.Duplicate)]
    [InlineData("""{"status":429,"error":{"type":"es_rejected_execution_exception","reason":"full"}}""", RowStatus.TryAgain)]
    [InlineData("""{"status":503,"error":{"type":"unavailable_shards_exception","reason":"primary"}}""", RowStatus.TryAgain)]
    [InlineData("""{"status":403,"error":{"type":"cluster_block_exception","reason":"blocked"}}""", RowStatus.TryAgain)]
    [InlineData("""{"status":400,"error":{"type":"index_closed_exception","reason":"closed"}}""", RowStatus.TryAgain)]
    [InlineData("""{"status":404,"error":{"type":"index_not_found_exception","reason":"no alias"}}""", RowStatus.DayMissing)]
    [InlineData("""{"status":400,"error":{"type":"mapper_parsing_exception","reason":"src_ip"}}""", RowStatus.Rejected)]
    public async Task Each_item_is_judged_by_itself(string item, RowStatus status)
    {
        var outcome = Assert.Single(await WriteAsync(200, $$"""{"items":[{"index":{{item}}}]}"""));
        Assert.Equal(status, outcome.Status);
        Assert.Equal(status is RowStatus.Stored or RowStatus.Duplicate, outcome.Reason is null);
    }

    [Fact]
    public async Task A_node_that_cannot_be_reached_is_passed_over()
    {
        await using var node = await FakeNode.StartAsync(_ => (200, """{"items":[{"index":{"status":201,"result":"created"}}]}"""));
        await using var store = Engine.Store(node.Url, ("Urls", $"http://127.0.0.1:{FreePorts.Next()},{node.Url}"));
        for (var attempt = 0; attempt < 4; attempt++)
            Assert.Single(await store.GetRequiredService<IFlowWriter>().WriteAsync([Some.Row()], Cancellation));
        Assert.Equal(4, node.Bodies.Count);
    }

    [Fact]
    public async Task A_node_that_stands_still_is_passed_over_and_then_left_alone()
    {
        await using var still = await NodeProxy.StartAsync();
        var asked = 0;
        still.Script = async request =>
        {
            Interlocked.Increment(ref asked);
            await Task.Delay(Timeout.Infinite, request.Gone);
            return null;
        };
        await using var node = await FakeNode.StartAsync(_ => (200, """{"items":[{"index":{"status":201,"result":"created"}}]}"""));
        await using var store = Engine.Store(node.Url, ("Urls", $"{still.Url},{node.Url}"));
        for (var attempt = 0; attempt < 4; attempt++)
            Assert.Single(await store.GetRequiredService<IFlowWriter>().WriteAsync([Some.Row()], Cancellation));
        Assert.InRange(asked, 2, 4); // a request, and whether it answers at all: once, or twice where that took long
    }

    [Fact]
    public async Task A_conditional_write_that_a_node_has_taken_is_not_told_to_another()
    {
        await using var still = await NodeProxy.StartAsync();
        await using var node = await FakeNode.StartAsync(_ => (200, "{}"));
        still.Script = async request =>
        {
            await Task.Delay(Timeout.Infinite, request.Gone);
            return null;
        };
        await using var store = Engine.Store(node.Url, ("Urls", $"{still.Url},{node.Url}"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            store.GetRequiredService<IDocuments>().WriteAsync(new("test", "name"), new("{}"), null, Cancellation));
        Assert.Empty(node.Bodies);
    }

    [Fact]
    public async Task No_node_at_all_is_an_outage()
    {
        await using var store = Engine.Store(new($"http://127.0.0.1:{FreePorts.Next()}"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.GetRequiredService<IFlowWriter>().WriteAsync([Some.Row()], Cancellation));
    }

    [Fact]
    public async Task No_fault_tells_a_secret()
    {
        await using var node = await FakeNode.StartAsync(_ => (401, "Unauthorized"));
        await using var store = Engine.Store(node.Url, ("Username", "someone"), ("Password", "hunter2"));
        var fault = await Assert.ThrowsAsync<StoreForbiddenException>(() => store.GetRequiredService<IFlowWriter>().WriteAsync([Some.Row()], Cancellation));
        Assert.DoesNotContain("hunter2", fault.ToString(), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<RowOutcome>> WriteAsync(int status, string body)
    {
        await using var node = await FakeNode.StartAsync(_ => (status, body));
        await using var store = Engine.Store(node.Url);
        return await store.GetRequiredService<IFlowWriter>().WriteAsync([Some.Row()], Cancellation);
    }
}
