using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Search;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Tests.Search;

public sealed class SeriesFinderTests
{
    [Theory]
    [InlineData(1, 86_400, 0, 150)]
    [InlineData(1, 86_400, 1_000, 59)]
    [InlineData(49, 86_400, 1_000, 19)]
    [InlineData(1_000, 86_400, 0, 150)]
    [InlineData(1_000, 3_600, 19, 115)]
    [InlineData(2_880, 30, 16, 1)]
    [InlineData(50_000, 1, 0, 1)]
    public void No_answer_has_more_buckets_than_an_engine_gives(int buckets, int stepSeconds, int keys, int indicesAtOnce)
    {
        var step = stepSeconds * 1_000L;
        var query = new SeriesQuery(Filter.Everything, 0, buckets * step, step, keys == 0 ? null : Ports(keys));
        Assert.Equal(indicesAtOnce, SeriesFinder.IndicesAtOnce(query, Window.DayMilliseconds));
    }

    private static SeriesSplit Ports(int count) => new(FlowFields.DstPort, [.. Enumerable.Range(0, count).Select(port => (FieldValue)port)]);
}
