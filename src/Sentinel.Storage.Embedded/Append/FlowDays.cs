using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;

namespace Sentinel.Storage.Embedded.Append;

internal sealed class FlowDays(WriteQueue queue, Database database) : IFlowDays
{
    public Task PrepareAsync(CancellationToken cancellation) =>
        queue.ChangeAsync(connection => connection.Execute(QuarantineTable.Create), cancellation);

    public Task OpenAsync(DateOnly day, CancellationToken cancellation) =>
        queue.ChangeAsync(connection => connection.Execute(FlowSchema.Create(new(day))), cancellation);

    public async Task<IReadOnlyList<DateOnly>> ListAsync(CancellationToken cancellation) =>
        [.. (await database.UseAsync(DayCatalog.List, cancellation)).Select(table => table.Day)];

    public Task DropAsync(DateOnly day, CancellationToken cancellation) =>
        queue.ChangeAsync(connection => connection.Execute($"DROP TABLE IF EXISTS {new DayTable(day).Name}"), cancellation);
}
