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
        var newest = now.Generation;
        foreach (var (index, shards, isClosed) in await listing)
        {
            if (!DayIndexName.TryParse(index, out var name)) continue;
            newest = Math.Max(newest, name.Generation);
            if (name.Generation == now.Generation && now.Reads(name.Day)) days.Add(new(name, shards, isClosed));
        }

        if (newest > now.Generation) await RequireGenerationAsync(newest, cancellation);
        days.Sort((left, right) => left.Name.Day.CompareTo(right.Name.Day));
        return days;
    }

    /// <summary>A clear between the two requests is no fault; a state that is older than its days was lost, or restored from an older one.</summary>
    private async Task RequireGenerationAsync(int newest, CancellationToken cancellation)
    {
        var now = (await state.ReadAsync(cancellation)).State.Generation;
        if (now >= newest) throw new StoreUnavailableException("the store was cleared meanwhile");
        throw new StoreForbiddenException(
            $"there are days of generation {newest}, and the document {StoreState.Key} says {now}: it was lost or is older than they are; restore it with them");
    }
}
