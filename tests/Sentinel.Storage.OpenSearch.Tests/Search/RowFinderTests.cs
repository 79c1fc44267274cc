using System.Collections.Concurrent;
using System.Web;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Tests.Http;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.OpenSearch.Tests.Search;

/// <summary>Which days are asked for a page of five that hold 100,000 rows: as many as <see cref="PageTimes"/> reach.</summary>
public sealed class RowFinderTests
{
    private static readonly DateOnly[] Days = [.. Enumerable.Range(0, 5).Select(back => Some.Day.AddDays(-back))];

    private readonly ConcurrentQueue<int> named = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_an_order_by_time_all_days_are_counted_and_those_of_six_hours_asked_and_of_two_days_and_then_all()
    {
        Assert.Equal([5, 1, 2, 5], await NamesAsync(RowOrder.NewestFirst));
        Assert.Equal([5, 1, 2, 5], await NamesAsync(new(FlowFields.LastSeen, Descending: false)));
    }

    [Fact]
    public async Task Behind_a_place_no_day_is_asked_that_comes_before_it()
    {
        var place = new RowPosition(Some.TimeOn(Days[2], Window.DayMilliseconds / 2), 0, 0, Address.FromV4(0), 0);
        Assert.Equal([5, 1, 3], await NamesAsync(RowOrder.NewestFirst, place));
        Assert.Equal([5, 1, 3], await NamesAsync(new(FlowFields.Timestamp, Descending: false), place));
    }

    [Fact]
    public async Task In_another_order_all_days_are_counted_and_asked() =>
        Assert.Equal([5, 5], await NamesAsync(new(FlowFields.Bytes, Descending: true)));

    /// <summary>Of how many days each search is; no row is found.</summary>
    private async Task<IReadOnlyCollection<int>> NamesAsync(RowOrder order, RowPosition? after = null)
    {
        named.Clear();
        await using var node = await FakeNode.StartAsync(Answer);
        await using var store = Engine.Store(node.Url, new ManualTime(DateTimeOffset.FromUnixTimeMilliseconds(Window.StartOf(Days[0].AddDays(1)))));
        var page = await store.GetRequiredService<IFlowReader>().FindAsync(new(Selection.Everything, order, 0, 10, after), Cancellation);
        Assert.Equal((100_000, 0), (page.Total, page.Rows.Count));
        var preferences = node.Queries.Select(query => HttpUtility.ParseQueryString(query)["preference"]).OfType<string>();
        Assert.Single(preferences.Distinct(StringComparer.Ordinal));
        Assert.Single(node.Bodies, body => body.Contains("\"track_total_hits\":true", StringComparison.Ordinal));
        return named;
    }

    private (int Status, string Body) Answer(string path)
    {
        if (!path.EndsWith("_search", StringComparison.Ordinal))
            return (200, $"{{{string.Join(',', Days.Select(day => $$$"""
                "flows-{{{day:yyyy'.'MM'.'dd}}}":{"settings":{"index.number_of_shards":"1"}}
                """))}}}");
        var days = path.Count(character => character == ',') + 1;
        named.Enqueue(days);
        return (200, $$$"""{"timed_out":false,"_shards":{"total":{{{days}}},"successful":{{{days}}},"failed":0},"hits":{"total":{"value":100000},"hits":[]}}""");
    }
}
