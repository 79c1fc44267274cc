using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.QueryApi.Security;
using Sentinel.Storage;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Security;

public sealed class CallersFlowsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_finds_no_row_by_its_id_that_the_token_does_not_show()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var (own, others) = (Some.Row(flow => flow.ProjectId = "a"), Some.Row(flow => flow.ProjectId = "b"));
        await host.WriteAsync([own, others], Cancellation);
        var flows = FlowsOfA(host);
        Assert.Equal(own.Id, (await flows.FindRowAsync(own.Id, Filter.Everything, Cancellation))?.Id);
        Assert.Null(await flows.FindRowAsync(own.Id, Filter.Is(FlowFields.ProjectId, "b"), Cancellation));
        foreach (var filter in new[] { Filter.Everything, Filter.Is(FlowFields.ProjectId, "b") })
            Assert.Null(await flows.FindRowAsync(others.Id, filter, Cancellation));
    }

    [Fact]
    public async Task A_callers_top_list_is_ranked_and_broken_down_as_asked_and_from_the_callers_rows_alone()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var rows = new[] { ("a", 80, 1), ("a", 443, 2), ("b", 443, 9), ("b", 22, 9) }
            .Select(one => Some.Row(flow => (flow.ProjectId, flow.DstPort, flow.Bytes) = one));
        await host.WriteAsync([.. rows], Cancellation);
        var query = new TopQuery(Selection.Everything, FlowFields.DstPort, Measure.Flows, 2) { Then = Measure.Bytes, Breakdowns = [new(FlowFields.ProjectId, 2)] };
        var top = await FlowsOfA(host).TopAsync(query, Cancellation);
        Assert.Equal([443, 80], top.Entries.Select(entry => entry.Key.AsNumber()));
        Assert.All(top.Entries, entry => Assert.Equal(new("a", 1), Assert.Single(entry.Breakdowns[0])));
    }

    [Fact]
    public async Task A_callers_groups_and_counts_over_time_are_of_the_callers_rows_alone()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var rows = new[] { ("a", "one"), ("a", "two"), ("b", "two"), ("b", "three") }
            .Select(one => Some.Row(flow => (flow.ProjectId, flow.SubscriberId) = one));
        await host.WriteAsync([.. rows], Cancellation);
        var flows = FlowsOfA(host);
        var groups = await flows.GroupsAsync(new(Selection.Everything, FlowFields.SubscriberId, 10), Cancellation);
        Assert.Equal(["one", "two"], groups.Select(entry => entry.Key.AsKeyword()), StringComparer.Ordinal);
        var query = new SeriesQuery(Filter.Everything, Some.TimeOn(Some.Day, 0), Some.TimeOn(Some.Day.AddDays(1), 0), Window.DayMilliseconds) { Counted = FlowFields.SubscriberId };
        var bucket = Assert.Single((await flows.SeriesAsync(query, Cancellation)).Buckets);
        Assert.Equal((2L, new(2, IsEstimate: false)), (bucket.Totals.Rows, bucket.Distinct));
    }

    private static CallersFlows FlowsOfA(ApiHost host) =>
        new(host.App.Services.GetRequiredService<IFlowReader>(), Filter.Is(FlowFields.ProjectId, "a"));
}
