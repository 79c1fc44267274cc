using Sentinel.Contracts;

namespace Sentinel.Storage.Embedded.Append;

internal sealed class FlowWriter(WriteQueue queue) : IFlowWriter
{
    public Task<IReadOnlyList<RowOutcome>> WriteAsync(IReadOnlyList<FlowRow> rows, CancellationToken cancellation) =>
        rows.Count == 0 ? Task.FromResult<IReadOnlyList<RowOutcome>>([]) : queue.AppendAsync(rows, cancellation);
}
