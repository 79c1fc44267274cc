using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Http;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>
/// Rows of a stream that follow each other, of as many days as fit into a request. The engine is asked to sort by numbers alone: to compare addresses too,
/// it looks up those of every row that comes before the last so far, which takes three times as long. Rows that share their numbers are left for the caller to
/// order; where such rows reach over an edge of the page, the engine is asked for the whole order.
/// </summary>
/// <param name="from">Rows to pass over; none where the stream begins behind a place.</param>
/// <param name="count">Rows wanted, and one more that tells whether others follow.</param>
/// <param name="allDays">Whether the search fails where a day is gone by now, since its rows are counted; otherwise it has none.</param>
internal sealed class RowPage(StreamQuery query, int from, int count, bool allDays)
{
    /// <summary>One row before the page tells whether rows that share its numbers reach into it.</summary>
    private readonly int before = from > 0 || query.After is not null ? 1 : 0;

    /// <param name="copies">A name for which the same copies of each day answer.</param>
    /// <returns>The rows in their order, but for those that share their numbers.</returns>
    public async Task<List<FlowRow>> ReadAsync(SearchClient search, IReadOnlyList<StoredIndex> days, string copies, CancellationToken cancellation)
    {
        if (query.Order.GroupedBy is null && Settle(await AskAsync(WriteByNumbers)) is { } rows) return rows;
        return await AskAsync(WriteWhole);

        async Task<List<FlowRow>> AskAsync(Action<Utf8JsonWriter> write)
        {
            using var answer = await search.SearchAsync(days, write, cancellation, copies);
            if (allDays) SearchAnswer.RequireShards(answer.RootElement, days.Sum(day => day.Shards));
            return RowHits.Read(answer.RootElement);
        }
    }

    /// <returns>Null where rows that share their numbers reach over an edge: which of them belong to the page is not known.</returns>
    private List<FlowRow>? Settle(List<FlowRow> read)
    {
        var isFull = read.Count == before + count + 1;
        if (isFull && Tie(read[^2], read[^1])) return null;
        if (query.After is { } place) read.RemoveAll(row => !IsBehind(row, place));
        else if (before > 0 && read is [var first, ..])
        {
            if (read.Count > 1 && Tie(first, read[1])) return null;
            read.RemoveAt(0);
        }

        return isFull && read.Count <= count ? null : read;
    }

    private bool Tie(FlowRow left, FlowRow right)
    {
        var (one, other) = (RowPosition.Of(left, query.Order), RowPosition.Of(right, query.Order));
        return (one.Value, one.LastSeen, one.Tie) == (other.Value, other.LastSeen, other.Tie);
    }

    private bool IsBehind(FlowRow row, RowPosition place)
    {
        var position = RowPosition.Of(row, query.Order);
        return query.Order.Descending ? position < place : position > place;
    }

    private void WriteByNumbers(Utf8JsonWriter json)
    {
        WriteHead(json, query.After is null ? from - before : 0, before + count + 1);
        RowSort.WriteNumbers(json, query.Order);
        if (query.After is { } place) RowSort.WriteFromNumbers(json, query.Order, place);
    }

    private void WriteWhole(Utf8JsonWriter json)
    {
        WriteHead(json, from, count + 1);
        RowSort.Write(json, query.Order);
        if (query.After is { } place) RowSort.WriteAfter(json, query.Order, place);
    }

    private void WriteHead(Utf8JsonWriter json, int skipped, int size)
    {
        if (skipped > 0) json.WriteNumber("from", skipped);
        json.WriteNumber("size", size);
        json.WriteBoolean("track_total_hits", false);
        json.WritePropertyName("query");
        if (query.LastGroup is { } last) RowSort.WriteUpTo(json, query, last);
        else FilterJson.Write(json, query.Selection);
    }
}
