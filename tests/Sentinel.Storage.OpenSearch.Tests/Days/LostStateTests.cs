using Microsoft.Extensions.DependencyInjection;
using Sentinel.Storage.OpenSearch.Tests.Http;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Tests.Days;

/// <summary>Days that were restored without the document that says which of them are in force.</summary>
public sealed class LostStateTests
{
    private const string Listed = """{"flows-2026.11.20-3":{"settings":{"index.number_of_shards":"1"}}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Days_of_a_later_generation_than_the_state_says_are_told_and_not_passed_over()
    {
        await using var node = await FakeNode.StartAsync(path =>
            path is "/" ? (200, """{"version":{"distribution":"opensearch","number":"2.19.0"}}""")
            : path.Contains("/_settings/", StringComparison.Ordinal) ? (200, Listed)
            : path.Contains("/_doc/", StringComparison.Ordinal) ? (404, """{"found":false}""")
            : (200, "{}"));
        await using var store = Engine.Store(node.Url);
        var reader = store.GetRequiredService<IFlowReader>();
        var fault = await Assert.ThrowsAsync<StoreForbiddenException>(() => reader.TotalsAsync(Selection.Everything, Cancellation));
        Assert.Contains("days of generation 3", fault.Message, StringComparison.Ordinal);
    }
}
