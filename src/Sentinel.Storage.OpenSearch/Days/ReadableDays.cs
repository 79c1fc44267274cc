using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Documents;

namespace Sentinel.Storage.OpenSearch.Days;

/// <summary>The days that questions read: those of the generation in force that are not sealed.</summary>
internal sealed class ReadableDays(Indices indices, StateDocument state)
{
    /// <summary>
    /// Ascending, with their numbers of primary shards. State and list are asked at once, after the call: what another process had cleared or
    /// stored before it is seen as it is.
    /// </summary>
    public async Task<IReadOnlyList<DayIndex>> ListAsync(CancellationToken cancellation)
    {
        var (reading, listing) = (state.ReadAsync(cancellation), indices.ListAsync(DayIndexName.WriteAliases, cancellation));
        await Task.WhenAll(reading, listing);
        var now = (await reading).State;
        var days = new List<DayIndex>();
        foreach (var (index, shards) in await listing)
        {
            if (DayIndexName.TryParse(index, out var name) && name.Generation == now.Generation && now.Reads(name.Day)) days.Add(new(name, shards));
        }

        days.Sort((left, right) => left.Name.Day.CompareTo(right.Name.Day));
        return days;
    }
}
