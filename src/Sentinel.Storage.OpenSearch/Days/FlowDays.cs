using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Documents;

namespace Sentinel.Storage.OpenSearch.Days;

internal sealed class FlowDays(
    DocumentStore documents, Indices indices, LaterFields later, StateDocument state, ReadableDays readable, Leftovers leftovers) : IFlowDays
{
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        // The templates come with it.
        await later.AddAsync(Template.Flows, DayIndexName.WriteAliases, cancellation);
        await later.AddAsync(Template.Quarantine, MonthIndexName.Quarantine + "*", cancellation);
        await documents.PrepareAsync(cancellation);
    }

    /// <summary>
    /// The state is read before the index is made, so a paused process may make one for a day that is given up meanwhile: no row in it is
    /// acknowledged, nobody reads it, and the next clean-up drops it.
    /// </summary>
    public async Task OpenAsync(DateOnly day, CancellationToken cancellation)
    {
        var (now, _) = await state.ReadAsync(cancellation);
        if (!now.Holds(day)) return;
        var name = new DayIndexName(day, now.Generation);
        // The day's own name is an alias now, and not to be had while an index of that name is left.
        if (now.Generation > 0) await leftovers.DropAsync(now, cancellation);
        await indices.OpenAsync(Template.Flows, name.Index, name.Aliases, cancellation);
    }

    public async Task<IReadOnlyList<DateOnly>> ListAsync(CancellationToken cancellation) =>
        [.. (await readable.ReadAsync(cancellation)).Days.Select(day => day.Name.Day)];
}
