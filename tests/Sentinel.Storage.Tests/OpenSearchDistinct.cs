using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests;

public sealed class OpenSearchDistinct(OpenSearchStore store) : DistinctContract(store), IClassFixture<OpenSearchStore>
{
    [Fact]
    public async Task Each_bucket_of_a_series_that_has_few_rows_is_one_search()
    {
        const long Hour = Window.DayMilliseconds / 24;
        await StoredAsync([.. Enumerable.Range(0, 5).Select(hour => RowAt(Some.TimeOn(Week[0], hour * Hour)))]);
        var series = new SeriesQuery(Own().Filter, Some.TimeOn(Week[0], 0), Some.TimeOn(Week[0], Window.DayMilliseconds), Hour);
        // The days as they are now are known from then on.
        await Reader.SeriesAsync(series, Cancellation);
        Assert.Equal(5, await CountSearchesAsync(series with { Counted = FlowFields.SrcIp }) - await CountSearchesAsync(series));
    }

    private async Task<int> CountSearchesAsync(SeriesQuery query)
    {
        using var sent = new SearchCount();
        await Reader.SeriesAsync(query, Cancellation);
        return sent.Searches;
    }
}
