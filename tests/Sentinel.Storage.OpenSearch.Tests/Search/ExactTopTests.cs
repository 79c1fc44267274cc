using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.OpenSearch.Tests.Search;

public sealed class ExactTopTests(Engine engine)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_measure_so_flat_that_no_list_proves_it_is_enumerated()
    {
        var last = new DateOnly(2025, 6, 2);
        await using var store = await engine.StoreAsync(Cancellation);
        var rows = Some.Rows(20_000, (flow, index) =>
        {
            flow.FirstSeen = flow.LastSeen = Some.TimeOn(last.AddDays(-(index % 2)));
            flow.SrcIp = Address.FromV4((uint)(0x0A00_0000 + (index * 7_919 % 9_973)));
            flow.Bytes = 100;
        });
        await WriteAsync(store, rows);
        await AssertTopAsync(store, rows, FlowFields.SrcIp, Measure.Flows);
        await AssertTopAsync(store, rows, FlowFields.Pair, Measure.Bytes);
    }

    [Fact]
    public async Task Days_of_several_shards_are_ranked_exactly()
    {
        var last = new DateOnly(2025, 7, 3);
        await using var store = await engine.StoreAsync(Cancellation, ("Shards", "3"));
        var (random, zipf) = (new Random(Seed.Value), new Zipf(3_000));
        var rows = Some.Rows(15_000, (flow, index) =>
        {
            flow.FirstSeen = flow.LastSeen = Some.TimeOn(last.AddDays(-(index % 3)));
            flow.SrcIp = Address.FromV4((uint)(0x0A00_0000 + zipf.Next(random)));
            flow.SubscriberId = $"user {zipf.Next(random) % 500}";
            flow.DstPort = zipf.Next(random);
            flow.Bytes = random.Next(40, 100_000);
        });
        await WriteAsync(store, rows);
        foreach (var dimension in new Field[] { FlowFields.SrcIp, FlowFields.SubscriberId, FlowFields.DstPort })
        {
            await AssertTopAsync(store, rows, dimension, Measure.Bytes);
            await AssertTopAsync(store, [.. rows.Where(row => row.Flow.Window.Day == last)], dimension, Measure.Packets);
        }
    }

    private static async Task AssertTopAsync(ServiceProvider store, IReadOnlyList<FlowRow> rows, Field dimension, Measure by)
    {
        var range = TimeRange.LastSeenBetween(rows.Min(row => row.Flow.LastSeen), rows.Max(row => row.Flow.LastSeen));
        var top = await store.GetRequiredService<IFlowReader>().TopAsync(new(new(range, Filter.Everything), dimension, by, 25), Cancellation);
        var truth = rows.GroupBy(row => dimension.ValueIn(row)!.Value)
            .Select(group => new TopEntry(group.Key, Sum(group), group.Max(row => row.Flow.LastSeen)))
            .OrderByDescending(entry => entry.Sums[by])
            .ThenBy(entry => entry.Key)
            .Take(25);
        Assert.Equal(truth, top.Entries);
        Assert.Equal((rows.Count, Sum(rows)), (top.Totals.Rows, top.Totals.Sums));
    }

    private static Sums Sum(IEnumerable<FlowRow> rows) => rows.Aggregate(default(Sums), (sum, row) => sum + Sums.Of(row.Flow));

    private async Task WriteAsync(ServiceProvider store, IReadOnlyList<FlowRow> rows)
    {
        foreach (var day in rows.Select(row => row.Flow.Window.Day).Distinct()) await store.GetRequiredService<IFlowDays>().OpenAsync(day, Cancellation);
        foreach (var chunk in rows.Chunk(5_000))
            Assert.All(await store.GetRequiredService<IFlowWriter>().WriteAsync(chunk, Cancellation), outcome => Assert.Equal(RowStatus.Stored, outcome.Status));
        await engine.RefreshAsync(Cancellation);
    }
}
