using System.Collections.Concurrent;
using System.Web;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Tests.Http;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Tests.Search;

/// <summary>Engines answer 200 with rows missing; none of these may pass for an answer.</summary>
public sealed class PartialAnswerTests
{
    private static readonly string Days = DayOf(shards: 1);
    private static readonly string Nothing = NothingIn(shards: 0);

    /// <summary>Of rows alone: no roll-up knows the rule.</summary>
    private static readonly SeriesQuery Centuries = new(Filter.Is(FlowFields.Rule, "r"), 0, Window.MaxTime, 365 * Window.DayMilliseconds);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, """{"timed_out":true,"_shards":{"total":1,"successful":1,"failed":0},"hits":{"total":{"value":0},"hits":[]}}""")]
    [InlineData(200, """{"timed_out":false,"_shards":{"total":2,"successful":1,"failed":1},"hits":{"total":{"value":0},"hits":[]}}""")]
    [InlineData(200, """{"timed_out":false,"_shards":{"total":2,"successful":1,"failed":0},"hits":{"total":{"value":0},"hits":[]}}""")]
    [InlineData(200, """{"timed_out":false,"hits":{"total":{"value":0},"hits":[]}}""")]
    [InlineData(200, """{"timed_out":false,"_shards":{"total":1,"succ""")]
    [InlineData(200, "[]")]
    [InlineData(503, """{"error":{"type":"search_phase_execution_exception","reason":"all shards failed"}}""")]
    [InlineData(404, """{"error":{"type":"index_not_found_exception","reason":"no such index"}}""")]
    public async Task A_part_that_is_missing_is_no_answer(int status, string body)
    {
        await using var node = await FakeNode.StartAsync(path => path.EndsWith("_search", StringComparison.Ordinal) ? (status, body) : (200, Days));
        await using var store = Engine.Store(node.Url);
        var reader = store.GetRequiredService<IFlowReader>();
        Task[] questions =
        [
            reader.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, 10), Cancellation),
            reader.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 50_000, 10), Cancellation),
            reader.TopAsync(new(Selection.Everything, FlowFields.SrcIp, Measure.Bytes, 10), Cancellation),
            reader.StreamAsync(new(Selection.Everything, RowOrder.NewestFirst), Cancellation).CountAsync(Cancellation).AsTask(),
            reader.SeriesAsync(Centuries, Cancellation),
            reader.DistinctAsync(new(Selection.Everything, FlowFields.SrcIp), Cancellation),
            reader.TotalsAsync(Selection.Everything, Cancellation),
            reader.NewestAsync(Filter.Everything, Cancellation),
        ];
        foreach (var question in questions) await Assert.ThrowsAsync<StoreUnavailableException>(() => question);
    }

    /// <summary>Of a day in three shards, each of which is asked by itself: the day is dropped before the first of them is, or after.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_shard_that_is_not_found_is_no_empty_one(int found)
    {
        var asked = 0;
        await using var node = await FakeNode.StartAsync(path =>
            (200, path.EndsWith("_search", StringComparison.Ordinal) ? NothingIn(asked++ < found ? 1 : 0) : DayOf(shards: 3)));
        await using var store = Engine.Store(node.Url);
        var question = store.GetRequiredService<IFlowReader>().TopAsync(new(Selection.Everything, FlowFields.SrcIp, Measure.Bytes, 10), Cancellation);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => question);
    }

    [Fact]
    public async Task A_packed_answer_that_cannot_be_unpacked_is_no_answer()
    {
        await using var node = await FakeNode.StartAsync(_ => (200, "no gzip at all"), encoding: "gzip");
        await using var store = Engine.Store(node.Url);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.GetRequiredService<IFlowReader>().TotalsAsync(Selection.Everything, Cancellation));
    }

    [Fact]
    public async Task A_refusal_with_a_reason_needs_a_person()
    {
        const string refusal = """{"error":{"type":"too_many_buckets_exception","reason":"more than 10"}}""";
        await using var node = await FakeNode.StartAsync(path => path.EndsWith("_search", StringComparison.Ordinal) ? (400, refusal) : (200, Days));
        await using var store = Engine.Store(node.Url);
        var fault = await Assert.ThrowsAsync<StoreForbiddenException>(() => store.GetRequiredService<IFlowReader>().TotalsAsync(Selection.Everything, Cancellation));
        Assert.Contains("more than 10", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_comes_back_soon_is_waited_for()
    {
        var asked = 0;
        await using var node = await FakeNode.StartAsync(path =>
            !path.EndsWith("_search", StringComparison.Ordinal) ? (200, Days)
            : asked++ == 0 ? (200, """{"timed_out":false,"_shards":{"total":1,"successful":0,"failed":0},"hits":{"total":{"value":0},"hits":[]}}""")
            : (200, NothingIn(shards: 1)));
        await using var store = Engine.Store(node.Url, new PatientTime());
        var page = await store.GetRequiredService<IFlowReader>().FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, 10), Cancellation);
        Assert.Equal((0, false), (page.Total, page.HasMore));
        Assert.Equal(2, asked);
    }

    /// <summary>They are counted first, and then read; an offset of many is looked for in between, and not found in the end.</summary>
    [Theory]
    [InlineData(0, 0, 3)]
    [InlineData(0, 1, 4)]
    [InlineData(50_000, 1, 4)]
    public async Task A_page_whose_days_are_gone_by_one_of_its_searches_is_asked_for_again(int offset, int gone, int searches)
    {
        var asked = 0;
        await using var node = await FakeNode.StartAsync(path =>
            !path.EndsWith("_search", StringComparison.Ordinal) ? (200, Listed(5))
            : (200, NothingIn(asked++ == gone ? 0 : CountNames(path), counted: offset + 1)));
        await using var store = Engine.Store(node.Url, new PatientTime());
        var page = await store.GetRequiredService<IFlowReader>().FindAsync(new(Selection.Everything, RowOrder.NewestFirst, offset, 10), Cancellation);
        Assert.Equal((offset + 1, searches), (page.Total, asked));
    }

    [Fact]
    public async Task No_request_names_more_days_than_its_line_takes()
    {
        var named = new ConcurrentQueue<int>();
        var longest = 0;
        await using var node = await FakeNode.StartAsync(path =>
        {
            if (!path.EndsWith("_search", StringComparison.Ordinal)) return (200, Listed(450, 99_999));
            longest = Math.Max(longest, path.Length);
            named.Enqueue(CountNames(path));
            return (200, NothingIn(CountNames(path)));
        }, generation: 99_999);
        await using var store = Engine.Store(node.Url);
        var reader = store.GetRequiredService<IFlowReader>();
        await reader.TotalsAsync(Selection.Everything, Cancellation);
        Assert.Equal([150, 150, 150], named);
        named.Clear();
        await reader.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, 10), Cancellation);
        await reader.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 50_000, 10), Cancellation);
        await reader.StreamAsync(new(Selection.Everything, new(FlowFields.Bytes, Descending: true)), Cancellation).CountAsync(Cancellation);
        await reader.TopAsync(new(Selection.Everything, FlowFields.SrcIp, Measure.Bytes, 10), Cancellation);
        await reader.SeriesAsync(Centuries, Cancellation);
        await reader.DistinctAsync(new(Selection.Everything, FlowFields.SrcIp), Cancellation);
        await reader.NewestAsync(Filter.Everything, Cancellation);
        Assert.All(named, count => Assert.InRange(count, 1, 150));
        Assert.InRange(longest, 1, 3_950);
    }

    [Fact]
    public async Task All_pages_of_a_stream_come_from_the_same_copies()
    {
        await using var node = await FakeNode.StartAsync(path => path.EndsWith("_search", StringComparison.Ordinal) ? (200, Nothing) : (200, Listed(3)));
        await using var store = Engine.Store(node.Url);
        var reader = store.GetRequiredService<IFlowReader>();
        for (var count = 0; count < 2; count++)
            await reader.StreamAsync(new(Selection.Everything, RowOrder.NewestFirst), Cancellation).CountAsync(Cancellation);
        var preferences = node.Queries.Select(query => HttpUtility.ParseQueryString(query)["preference"]).OfType<string>();
        Assert.Equal([3, 3], preferences.GroupBy(name => name, StringComparer.Ordinal).Select(stream => stream.Count()));
    }

    private static int CountNames(string path) => path.Count(character => character == ',') + 1;

    private static string DayOf(int shards) =>
        $$$$"""{"flows-2026.11.20":{"settings":{"index.number_of_shards":"{{{{shards}}}}"}}}""";

    private static string NothingIn(int shards, int counted = 0) =>
        $$$"""{"timed_out":false,"_shards":{"total":{{{shards}}},"successful":{{{shards}}},"failed":0},"hits":{"total":{"value":{{{counted}}}},"hits":[]}}""";

    private static string Listed(int days, int generation = 0) => "{" + string.Join(',', Enumerable.Range(0, days)
        .Select(back => new DayIndexName(new DateOnly(2026, 11, 20).AddDays(-back), generation).Index)
        .Select(day => $$$"""
            "{{{day}}}":{"settings":{"index.number_of_shards":"1"}}
            """)) + "}";

    /// <summary>Its timers run and its clock stands, so that a busy machine is no impatient one.</summary>
    private sealed class PatientTime : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
