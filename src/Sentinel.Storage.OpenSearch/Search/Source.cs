using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>
/// What sums are read from: indices, and which of their documents. A line of roll-ups is read like a row: the engine counts it as the number of
/// rows that its <c>_doc_count</c> says.
/// </summary>
/// <param name="Indices">A search of each by itself is exact; what they say is added.</param>
/// <param name="Within">The documents that stand for the rows of the range, each row once.</param>
/// <param name="Span">The longest that one of the indices holds, ms.</param>
internal abstract record Source(IReadOnlyList<StoredIndex> Indices, Filter Within, long Span, SeriesTier Tier)
{
    public Filter And(Filter filter) => new Filter.All([Within, filter]);

    /// <summary>What it says of a part of its range.</summary>
    public abstract Source Of(TimeSlice part);
}

internal sealed record RowSource(TimeRange Range, IReadOnlyList<DayIndex> Days)
    : Source([.. Days.Select(day => day.Stored.Readable())], FilterJson.Of(Range), Window.DayMilliseconds, SeriesTier.Rows)
{
    public override Source Of(TimeSlice part)
    {
        var range = TimeRange.LastSeenBetween(part.From, part.To - 1);
        return new RowSource(range, [.. Days.Where(day => range.MayHold(day.Name.Day))]);
    }
}
