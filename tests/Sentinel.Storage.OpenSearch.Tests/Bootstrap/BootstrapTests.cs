using Microsoft.Extensions.DependencyInjection;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.OpenSearch.Tests.Bootstrap;

public sealed class BootstrapTests(Engine engine)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_processes_open_the_same_days_at_once()
    {
        var days = Enumerable.Range(1, 3).Select(day => new DateOnly(2025, 1, day)).ToList();
        await engine.SendAsync(HttpMethod.Delete, "_index_template/sentinel-*", null, Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            await using var store = await engine.StoreAsync(Cancellation);
            var held = store.GetRequiredService<IFlowDays>();
            await held.PrepareAsync(Cancellation);
            foreach (var day in days) await held.OpenAsync(day, Cancellation);
        }));

        await using var one = await engine.StoreAsync(Cancellation);
        var held = await one.GetRequiredService<IFlowDays>().ListAsync(Cancellation);
        Assert.All(days, day => Assert.Contains(day, held));
        var mapped = await engine.SendAsync(HttpMethod.Get, "flows-2025.01.02/_mapping", null, Cancellation);
        Assert.Equal("ip", (string?)mapped["flows-2025.01.02"]!["mappings"]!["properties"]!["src_ip"]!["type"]);
    }

    [Fact]
    public async Task A_template_is_written_again_only_when_it_differs()
    {
        await using var store = await engine.StoreAsync(Cancellation, ("RefreshInterval", "00:00:07"));
        await store.GetRequiredService<IFlowDays>().OpenAsync(new(2025, 2, 1), Cancellation);
        await engine.SendAsync(HttpMethod.Delete, "_index_template/sentinel-flows", null, Cancellation);
        await store.GetRequiredService<IFlowDays>().OpenAsync(new(2025, 2, 2), Cancellation);
        var settings = await engine.SendAsync(HttpMethod.Get, "flows-2025.02.02/_settings?flat_settings=true", null, Cancellation);
        Assert.Equal("7000ms", (string?)settings["flows-2025.02.02"]!["settings"]!["index.refresh_interval"]);
    }

    [Fact]
    public async Task Without_its_alias_a_day_takes_nothing_and_no_index_is_invented()
    {
        var day = new DateOnly(2025, 3, 1);
        await using var store = await engine.StoreAsync(Cancellation);
        var row = Some.Row(flow => flow.FirstSeen = flow.LastSeen = Some.TimeOn(day));
        var outcome = Assert.Single(await store.GetRequiredService<IFlowWriter>().WriteAsync([row], Cancellation));
        Assert.Equal(RowStatus.DayMissing, outcome.Status);
        Assert.DoesNotContain(day, await store.GetRequiredService<IFlowDays>().ListAsync(Cancellation));
    }

    [Fact]
    public async Task An_index_that_has_lost_its_alias_gets_it_back()
    {
        var day = new DateOnly(2025, 3, 2);
        await using var store = await engine.StoreAsync(Cancellation);
        var days = store.GetRequiredService<IFlowDays>();
        await days.OpenAsync(day, Cancellation);
        await engine.SendAsync(HttpMethod.Delete, "flows-2025.03.02/_alias/write-flows-2025.03.02", null, Cancellation);
        await days.OpenAsync(day, Cancellation);
        var row = Some.Row(flow => flow.FirstSeen = flow.LastSeen = Some.TimeOn(day));
        Assert.Equal(RowStatus.Stored, Assert.Single(await store.GetRequiredService<IFlowWriter>().WriteAsync([row], Cancellation)).Status);
    }

    [Fact]
    public async Task A_blocked_day_says_try_again()
    {
        var day = new DateOnly(2025, 3, 3);
        await using var store = await engine.StoreAsync(Cancellation);
        await store.GetRequiredService<IFlowDays>().OpenAsync(day, Cancellation);
        await engine.SendAsync(HttpMethod.Put, "flows-2025.03.03/_block/write", null, Cancellation);
        var row = Some.Row(flow => flow.FirstSeen = flow.LastSeen = Some.TimeOn(day));
        Assert.Equal(RowStatus.TryAgain, Assert.Single(await store.GetRequiredService<IFlowWriter>().WriteAsync([row], Cancellation)).Status);
    }

    [Fact]
    public async Task Names_that_detection_rules_know_find_the_same_rows()
    {
        var day = new DateOnly(2025, 3, 4);
        await using var store = await engine.StoreAsync(Cancellation);
        await store.GetRequiredService<IFlowDays>().OpenAsync(day, Cancellation);
        var row = Some.Row(flow => flow.FirstSeen = flow.LastSeen = Some.TimeOn(day));
        await store.GetRequiredService<IFlowWriter>().WriteAsync([row], Cancellation);
        await engine.RefreshAsync(Cancellation);
        var query = """{"query":{"bool":{"filter":[{"term":{"source.ip":"10.0.0.0/8"}},{"term":{"destination.port":443}},{"term":{"network.iana_number":6}}]}}}""";
        var answer = await engine.SendAsync(HttpMethod.Post, "flows-2025.03.04/_search", query, Cancellation);
        Assert.Equal(row.Id.ToString(), (string?)answer["hits"]!["hits"]![0]!["_id"]);
        Assert.Equal(row.Flow.Window.End, (await store.GetRequiredService<IFlowReader>().FindAsync(
            new(new(TimeRange.WindowsOverlapping(row.Flow.LastSeen, row.Flow.LastSeen + 1), Filter.Everything), RowOrder.NewestFirst, 0, 1),
            Cancellation)).Rows[0].Flow.Window.End);
    }
}
