namespace Sentinel.Storage.OpenSearch.Bootstrap;

internal sealed class FlowDays(Templates templates, Indices indices) : IFlowDays
{
    public Task PrepareAsync(CancellationToken cancellation) => templates.EnsureAsync(cancellation);

    public Task OpenAsync(DateOnly day, CancellationToken cancellation)
    {
        var name = new DayIndexName(day);
        return indices.OpenAsync(Template.Flows, name.Index, name.WriteAlias, cancellation);
    }

    public async Task<IReadOnlyList<DateOnly>> ListAsync(CancellationToken cancellation) =>
        [.. (await indices.ListDaysAsync(cancellation)).Select(day => day.Name.Day)];

    public Task DropAsync(DateOnly day, CancellationToken cancellation) => indices.DropAsync(new DayIndexName(day).Index, cancellation);
}
