using Sentinel.Storage.OpenSearch.Bootstrap;

namespace Sentinel.Storage.OpenSearch.Days;

/// <summary>Indices that nobody reads any more, whoever left them behind: those of sealed days and of older generations.</summary>
internal sealed class Leftovers(Indices indices)
{
    /// <param name="state">However old it is by now: generations and sealed days only grow.</param>
    public async Task DropAsync(StoreState state, CancellationToken cancellation)
    {
        var listed = await indices.ListAsync(DayIndexName.Pattern, cancellation);
        await indices.DropAsync(listed.Select(one => one.Name).Where(index => DayIndexName.TryParse(index, out var name) && IsLeft(name, state)), cancellation);
    }

    private static bool IsLeft(DayIndexName name, StoreState state) =>
        name.Generation < state.Generation || (name.Generation == state.Generation && !state.Reads(name.Day));
}
