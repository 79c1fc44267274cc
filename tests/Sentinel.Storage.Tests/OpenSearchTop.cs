using System.Diagnostics;
using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests;

public sealed class OpenSearchTop(OpenSearchStore store) : TopContract(store), IClassFixture<OpenSearchStore>
{
    /// <summary>Rows a day; they are named to record the figures of the documentation, which this test writes.</summary>
    private static readonly string? RecordedRows = Environment.GetEnvironmentVariable("SENTINEL_TEST_TRAFFIC");
    private static readonly int Rows = int.Parse(RecordedRows ?? "4000", NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Why the port does not simply ask: the same rows, the engine's own list over the week's indices.</summary>
    [Fact]
    public async Task A_plain_terms_aggregation_over_the_same_traffic_is_wrong()
    {
        var judge = await StoredAsync(TrafficOf(Week, Rows));
        var (summaries, places) = (new List<string>(), new List<string>());
        foreach (var dimension in new Field[] { FlowFields.SrcIp, FlowFields.Pair, FlowFields.DstIp })
        {
            foreach (var limit in new[] { 20, 100 })
            {
                var query = new TopQuery(Own(), dimension, Measure.Bytes, limit);
                await AssertTopAsync(judge, query);
                var plain = new PlainList(query, judge, await AskPlainlyAsync(query));
                if (dimension == FlowFields.SrcIp) Assert.NotEqual((0, 0), (plain.Missing, plain.WrongSums));
                var (plainTime, exactTime) = (await MedianAsync(() => AskPlainlyAsync(query)), await MedianAsync(() => Reader.TopAsync(query, Cancellation)));
                summaries.Add(plain.Summary(plainTime, exactTime, await CountSearchesAsync(query)));
                if (dimension == FlowFields.Pair && limit == 20) places.AddRange(plain.Places(8));
            }
        }

        foreach (var line in (string[])[PlainList.Header, .. summaries, .. places]) TestContext.Current.TestOutputHelper!.WriteLine(line);
    }

    [Fact]
    public async Task Lists_of_groups_that_wait_for_each_other_keep_no_other_question_waiting()
    {
        await StoredAsync([RowAt(Some.TimeOn(Week[0], 0))]);
        var (process, proxy) = await store.ProcessBehindAsync(Cancellation);
        await using var ends = proxy;
        var (reached, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        proxy.Script = async request =>
        {
            if (request.Path.Contains("point_in_time", StringComparison.Ordinal))
            {
                reached.TrySetResult();
                await released.Task.WaitAsync(Cancellation);
            }

            return await request.PassAsync();
        };

        var lists = Enumerable.Range(0, 20).Select(_ => process.Reader.GroupsAsync(new(Own(), FlowFields.SrcIp, 10), Cancellation)).ToList();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(1, (await process.Reader.TotalsAsync(Own(), Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation)).Rows);
        released.SetResult();
        foreach (var list in lists) Assert.Single(await list);
    }

    [Fact]
    public async Task Groups_that_lead_every_day_are_proven_by_one_search()
    {
        var judge = await StoredAsync([.. Week.SelectMany(day => Enumerable.Range(0, 300).Select(key =>
            RowAt(Some.TimeOn(day, key), flow => (flow.SrcIp, flow.NextHop, flow.Bytes) = (Address.FromV4((uint)key), Address.FromV4((uint)key), 1_000 - key))))]);
        var leading = new TopQuery(Own(), FlowFields.SrcIp, Measure.Bytes, 20);
        await AssertTopAsync(judge, leading);
        Assert.Equal(1, await CountSearchesAsync(leading));
        // Each of the 300 has a row a day: the first list is of groups that others may equal.
        var flat = new TopQuery(Own(), FlowFields.NextHop, Measure.Flows, 20);
        await AssertTopAsync(judge, flat);
        Assert.NotEqual(1, await CountSearchesAsync(flat));
    }

    private async Task<int> CountSearchesAsync(TopQuery query)
    {
        using var sent = new SearchCount();
        await Reader.TopAsync(query, Cancellation);
        return sent.Searches;
    }

    /// <summary>Of three times, in ms; the first, which warms up, is not counted. Not taken where nobody records it.</summary>
    private async Task<double> MedianAsync(Func<Task> question)
    {
        if (RecordedRows is null) return double.NaN;
        var times = new List<double>();
        for (var count = 0; count < 4; count++)
        {
            await store.ForgetAnswersAsync(Cancellation);
            var started = Stopwatch.GetTimestamp();
            await question();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times.Skip(1).Order().ElementAt(1);
    }

    private async Task<IReadOnlyList<(string Key, double Bytes)>> AskPlainlyAsync(TopQuery query)
    {
        var indices = string.Join(',', Week.Select(day => string.Create(CultureInfo.InvariantCulture, $"flows-{day:yyyy.MM.dd}")));
        var answer = await store.SearchAsync(
            indices,
            $$"""
            {
              "size": 0,
              "query": { "term": { "exporter_ip": "{{Exporters[0]}}" } },
              "aggs": {
                "top": {
                  "terms": { "field": "{{query.Dimension}}", "size": {{query.Limit}}, "order": { "bytes": "desc" } },
                  "aggs": { "bytes": { "sum": { "field": "bytes" } } }
                }
              }
            }
            """,
            Cancellation);
        return
        [
            .. answer["aggregations"]!["top"]!["buckets"]!.AsArray()
                .Select(bucket => (bucket!["key"]!.GetValue<string>(), bucket["bytes"]!["value"]!.GetValue<double>())),
        ];
    }
}
