using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;

namespace Sentinel.Storage.Embedded.Append;

internal sealed class FlowDays(WriteQueue queue, Database database) : IFlowDays
{
    /// <summary>An open store has all that it needs.</summary>
    public Task PrepareAsync(CancellationToken cancellation) => database.OpenAsync(cancellation);

    public Task OpenAsync(DateOnly day, CancellationToken cancellation) => queue.ChangeAsync(
        connection =>
        {
            if (KeptState.Read(connection).Holds(day)) connection.Execute(FlowSchema.Create(new(day)));
        },
        cancellation);

    public async Task<IReadOnlyList<DateOnly>> ListAsync(CancellationToken cancellation) =>
        [.. (await database.UseAsync(DayCatalog.List, cancellation)).Select(table => table.Day)];
}
