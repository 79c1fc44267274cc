using Microsoft.Extensions.DependencyInjection;
using Sentinel.Storage.OpenSearch.Tests.Http;

namespace Sentinel.Storage.OpenSearch.Tests.Bootstrap;

/// <summary>A day that the engine does not let us make, for a reason that a person has to do away with.</summary>
public sealed class RefusedDayTests
{
    private const string Refusal = """{"error":{"type":"validation_exception","reason":"this action would add [2] shards, but this cluster has maximum shards open"}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/_index_template/sentinel-flows")]
    [InlineData("/flows-2026.11.20")]
    public async Task A_person_is_told_the_engines_reason(string refused)
    {
        await using var node = await FakeNode.StartAsync(path =>
            string.Equals(path, refused, StringComparison.Ordinal) ? (400, Refusal)
            : path is "/" ? (200, """{"version":{"distribution":"opensearch","number":"2.19.0"}}""")
            : (200, "{}"));
        await using var store = Engine.Store(node.Url);
        var fault = await Assert.ThrowsAsync<StoreForbiddenException>(() => store.GetRequiredService<IFlowDays>().OpenAsync(new(2026, 11, 20), Cancellation));
        Assert.Contains("maximum shards open", fault.Message, StringComparison.Ordinal);
    }
}
