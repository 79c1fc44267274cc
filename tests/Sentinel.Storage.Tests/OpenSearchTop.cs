using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Stores;

namespace Sentinel.Storage.Tests;

public sealed class OpenSearchTop(OpenSearchStore store) : TopContract(store), IClassFixture<OpenSearchStore>
{
    /// <summary>Why the port does not simply ask: the same rows, the engine's own list over the week's indices.</summary>
    [Fact]
    public async Task A_plain_terms_aggregation_over_the_same_traffic_is_wrong()
    {
        var judge = await StoredAsync(TrafficOf(Week, 4_000));
        foreach (var limit in new[] { 20, 100 })
        {
            var truth = judge.Top(new(Own(), FlowFields.SrcIp, Measure.Bytes, limit));
            var expected = truth.Entries.Select(entry => (entry.Key.ToString(), (double)entry.Sums.Bytes)).ToList();
            var naive = await NaiveTopAsync(limit);
            Assert.Equal(limit, naive.Count);
            Assert.NotEqual(expected, naive);
            Assert.NotEmpty(expected.Select(entry => entry.Item1).Except(naive.Select(entry => entry.Key), StringComparer.Ordinal));
        }
    }

    private async Task<List<(string Key, double Bytes)>> NaiveTopAsync(int limit)
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
                  "terms": { "field": "src_ip", "size": {{limit}}, "order": { "bytes": "desc" } },
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
