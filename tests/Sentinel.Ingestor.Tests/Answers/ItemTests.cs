using System.Collections.Concurrent;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Answers;

/// <summary>A bulk was taken and single rows of it were not: what becomes of these, while all others are stored.</summary>
public sealed class ItemTests(EngineFixture engines) : AnsweringEngine(engines)
{
    private const string WriteAlias = "write-" + TodaysIndex;

    private readonly Published yesterdays = Published.Of(Some.Batch(20, (flow, index) => Place(flow, index, Some.Day.AddDays(-1))));
    private readonly Published todays = Published.Of(Some.Batch(20, (flow, index) => Place(flow, index, Some.Day)));
    private readonly Published yesterdaysOthers = Published.Of(Some.Batch(20, (flow, index) => Place(flow, index, Some.Day.AddDays(-1))));

    /// <summary>Half of its rows are of yesterday.</summary>
    private readonly Published both = Published.Of(Some.Batch(100, (flow, index) => Place(flow, index, Some.Day.AddDays(-(index % 2)))));

    /// <summary>How many rows each bulk had, in their order.</summary>
    private readonly ConcurrentQueue<int> bulks = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Proxy.Script = request =>
        {
            if (request.IsBulk) bulks.Enqueue(request.Body.AsSpan().Count((byte)'\n') / 2);
            return request.PassAsync();
        };
    }

    [Fact]
    public async Task A_day_that_has_no_index_yet_is_opened()
    {
        await TakeAsync([both]);

        await AreStoredAsync([both]);
        Assert.Equal([100, 100], bulks);
    }

    [Fact]
    public async Task A_day_whose_index_is_gone_is_opened_again_and_only_its_rows_are_sent_again()
    {
        await TakeAsync([yesterdays, todays]);
        await Engine.SendAsync(HttpMethod.Delete, TodaysIndex, null, Cancellation);
        bulks.Clear();

        await TakeAsync([both]);

        await AreStoredAsync([yesterdays, both]);
        Assert.Equal([100, 50], bulks);
    }

    [Fact]
    public async Task A_day_whose_alias_is_gone_has_it_again_and_keeps_its_rows()
    {
        await TakeAsync([yesterdays, todays]);
        await Engine.SendAsync(HttpMethod.Delete, $"{TodaysIndex}/_alias/{WriteAlias}", null, Cancellation);
        bulks.Clear();

        await TakeAsync([both]);

        await AreStoredAsync([yesterdays, todays, both]);
        Assert.Equal([100, 50], bulks);
    }

    [Theory]
    [InlineData("index.blocks.read_only_allow_delete")] // what an engine does when its disk is full; its rows' answer is 429, not 403
    [InlineData("index.blocks.write")]
    public Task Rows_of_a_day_that_is_blocked_are_sent_until_it_takes_them(string block) => WaitsWhileAsync(
        () => SetAsync(block, "true"),
        () => SetAsync(block, "null"));

    [Fact]
    public Task Rows_of_a_day_that_is_closed_are_sent_until_it_is_open() => WaitsWhileAsync(
        () => Engine.SendAsync(HttpMethod.Post, $"{TodaysIndex}/_close", null, Cancellation),
        () => Engine.SendAsync(HttpMethod.Post, $"{TodaysIndex}/_open", null, Cancellation));

    [Fact]
    public async Task Rows_of_a_day_whose_shard_is_nowhere_are_sent_until_it_is_somewhere_and_no_others_wait_with_them()
    {
        await TakeAsync([yesterdays]);
        await MakeTodayAsync("""{"settings":{"index.routing.allocation.require._name":"nowhere"}}""");

        var taking = TakeAsync([both]);
        await Eventually.True(() => bulks.Contains(50), "the rows are sent again", Cancellation);
        await TakeAsync([yesterdaysOthers]);
        Assert.False(taking.IsCompleted);
        await SetAsync("index.routing.allocation.require._name", "null");
        await taking;

        await AreStoredAsync([yesterdays, yesterdaysOthers, both]);
    }

    [Fact]
    public async Task A_row_that_does_not_fit_the_mapping_goes_to_quarantine_with_the_reason_and_its_neighbours_are_stored()
    {
        await TakeAsync([yesterdays]);
        await MakeTodayAsync("""{"mappings":{"properties":{"src_host":{"type":"ip"}}}}""");
        var odd = Published.Of(Some.Batch(20, (flow, index) => (flow.SrcPort, flow.SrcHost) = (index, index == 7 ? "a.name" : null)));

        await TakeAsync([odd]);

        var record = await IsStoredButAsync(odd, 7, yesterdays);
        Assert.StartsWith("400 mapper_parsing_exception: failed to parse field [src_host] of type [ip]", record.Reason, StringComparison.Ordinal);
    }

    private static void Place(Contracts.Flow flow, int index, DateOnly day)
    {
        flow.SrcPort = index;
        flow.FirstSeen = flow.LastSeen = Some.TimeOn(day);
    }

    private async Task MakeTodayAsync(string contents)
    {
        await Engine.SendAsync(HttpMethod.Put, $"{TodaysIndex}?wait_for_active_shards=0", contents, Cancellation);
        await Engine.SendAsync(HttpMethod.Put, $"{TodaysIndex}/_alias/{WriteAlias}", null, Cancellation);
    }

    private async Task SetAsync(string setting, string value) =>
        await Engine.SendAsync(HttpMethod.Put, $"{TodaysIndex}/_settings", $$"""{"{{setting}}":{{value}}}""", Cancellation);

    /// <summary>Today's rows wait, yesterday's of the same message are sent once.</summary>
    private async Task WaitsWhileAsync(Func<Task> begin, Func<Task> end)
    {
        await TakeAsync([yesterdays, todays]);
        await begin();
        bulks.Clear();

        var taking = TakeAsync([both]);
        await Eventually.True(() => bulks.Count > 2, "the rows are sent again", Cancellation);
        Assert.False(taking.IsCompleted);
        await end();
        await taking;

        await AreStoredAsync([yesterdays, todays, both]);
        Assert.Equal(100, bulks.First());
        Assert.All(bulks.Skip(1), rows => Assert.Equal(50, rows));
    }
}
