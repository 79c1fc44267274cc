using Sentinel.Storage.OpenSearch.Bootstrap;

namespace Sentinel.Storage.OpenSearch.Days;

/// <summary>Indices that nobody reads any more, whoever left them behind: those of sealed days and of older generations.</summary>
internal sealed class Leftovers(Indices indices)
{
    /// <param name="state">However old it is by now: generations and sealed days only grow.</param>
    public async Task DropAsync(StoreState state, CancellationToken cancellation)
    {
        var listed = await indices.ListAsync($"{DayIndexName.Pattern},{RollupIndexName.Pattern}", cancellation);
        await indices.DropAsync(listed.Select(index => index.Name).Where(index => IsLeft(index, state)), cancellation);
    }

    private static bool IsLeft(string index, StoreState state) =>
        DayIndexName.TryParse(index, out var day) ? day.IsLeft(state)
        : RollupIndexName.TryParse(index, out var rollups) && rollups.Generation < state.Generation;
}
