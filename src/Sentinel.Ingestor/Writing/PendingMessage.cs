using Sentinel.Contracts;

namespace Sentinel.Ingestor.Writing;

/// <summary>The rows of one message on their way into the store; complete when each of them is settled.</summary>
internal sealed class PendingMessage(IReadOnlyList<FlowRow> rows)
{
    private readonly TaskCompletionSource<IReadOnlyList<RefusedRow>> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<RefusedRow> refused = [];
    private readonly Lock gate = new();
    private int open = rows.Count;

    public IReadOnlyList<FlowRow> Rows => rows;

    /// <summary>The rows that are not in the store, by index.</summary>
    public Task<IReadOnlyList<RefusedRow>> Completion => completion.Task;

    /// <summary>Nobody waits any more: what is not written yet need not be.</summary>
    public bool IsAbandoned => completion.Task.IsCanceled || completion.Task.IsFaulted;

    public void Abandon(CancellationToken cancellation) => completion.TrySetCanceled(cancellation);

    /// <summary>Nothing is known of its rows that are not settled.</summary>
    public void Fail(Exception failure) => completion.TrySetException(failure);

    /// <summary>The row is durable, or refused for good. Called once for each row.</summary>
    public void Settle(int index, Refusal? refusal)
    {
        lock (gate)
        {
            if (refusal is { } reason) refused.Add(new(index, reason));
            if (--open > 0) return;
        }

        completion.TrySetResult(refused);
    }
}

/// <param name="Index">Of the row in its message.</param>
internal readonly record struct RefusedRow(int Index, Refusal Refusal);

/// <param name="Index">Of the row in its message.</param>
internal readonly record struct PendingRow(PendingMessage Message, int Index)
{
    public FlowRow Row => Message.Rows[Index];

    public void Settle(Refusal? refusal = null) => Message.Settle(Index, refusal);
}
