using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Days;
using Sentinel.Storage.OpenSearch.Search;

namespace Sentinel.Storage.OpenSearch.RollingUp;

/// <summary>The last roll-ups of a day that takes no rows any more. They count once the day is sealed, and are the same whoever writes them.</summary>
internal sealed class LastRollups(RollupHeaders headers, Indices indices, SearchClient search, LineWriter lines)
{
    private readonly ChangedQuarterHours changed = new(search);

    /// <summary>The day as it is for good; null where it is gone.</summary>
    public async Task<PointInTime?> OpenAsync(StoredIndex day, CancellationToken cancellation) =>
        await indices.RefreshAsync(day.Name, cancellation) ? await search.OpenAsync(day, cancellation) : null;

    /// <summary>Adds all quarter hours and the day; a search sees them when this returns.</summary>
    public async Task AddAsync(DayIndexName name, StoredIndex day, PointInTime point, CancellationToken cancellation)
    {
        var found = await changed.FindAsync([(day, [.. Enumerable.Repeat(-1L, day.Shards)])], cancellation);
        if (!found.TryGetValue(day.Name, out var starts)) return;
        await AddAsync(RollupIndexName.Of(RollupTier.QuarterHours, name), starts.Order(), point, cancellation);
        await AddAsync(RollupIndexName.Of(RollupTier.Days, name), [name.Slice.From], point, cancellation);
    }

    /// <summary>Removes the lines that counted as long as the day was held.</summary>
    public async Task RemoveReplacedAsync(DayIndexName name, CancellationToken cancellation)
    {
        var read = await headers.ReadAsync(name, cancellation);
        await lines.RemoveAsync(RollupIndexName.Of(RollupTier.QuarterHours, name), read.Header.QuarterHours.Values, cancellation);
        await headers.RemoveAsync(name, read, cancellation);
    }

    private async Task AddAsync(RollupIndexName index, IEnumerable<long> starts, PointInTime point, CancellationToken cancellation)
    {
        var added = await lines.OpenAsync(index, cancellation);
        await lines.AddAsync(index, new(search, point), starts, () => LineFields.Sealed, cancellation);
        await lines.SettleAsync(index, added, cancellation);
    }
}
