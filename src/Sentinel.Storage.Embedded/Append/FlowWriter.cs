using Sentinel.Contracts;

namespace Sentinel.Storage.Embedded.Append;

internal sealed class FlowWriter(WriteQueue queue) : IFlowWriter
{
    /// <summary>How many days a transaction touches at most: each takes up to 4 MB of memory until it is committed.</summary>
    public const int MaxDaysAtOnce = 16;

    public async Task<IReadOnlyList<RowOutcome>> WriteAsync(IReadOnlyList<FlowRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0) return [];
        var days = Enumerable.Range(0, rows.Count).GroupBy(index => rows[index].Flow.Window.Day).ToList();
        if (days.Count <= MaxDaysAtOnce) return await queue.AppendAsync(rows, cancellation);

        var outcomes = new RowOutcome[rows.Count];
        // In their order, so that calls that wait together come to the same days together, and share a transaction.
        foreach (var part in days.OrderBy(day => day.Key).Chunk(MaxDaysAtOnce))
        {
            int[] indexes = [.. part.SelectMany(index => index)];
            var ofPart = await queue.AppendAsync(Array.ConvertAll(indexes, index => rows[index]), cancellation);
            for (var index = 0; index < indexes.Length; index++) outcomes[indexes[index]] = ofPart[index];
        }

        return outcomes;
    }
}
