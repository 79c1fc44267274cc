using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Append;

/// <summary>A change that waits for its transaction.</summary>
internal abstract class Write
{
    /// <summary>Nobody waits for it any more, and it has not begun.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>Makes the change in the open transaction.</summary>
    public abstract void Apply(Connection connection);

    /// <summary>The transaction is durable.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception reason);
}

/// <summary>A change that somebody waits for.</summary>
internal abstract class Write<T>(CancellationToken cancellation) : Write
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Done => done.Task;

    public override bool IsAbandoned => cancellation.IsCancellationRequested;

    protected abstract T Result { get; }

    public override void Complete() => done.TrySetResult(Result);

    public override void Fail(Exception reason) => done.TrySetException(reason);
}

internal sealed class ChangeWrite<T>(Func<Connection, T> change, CancellationToken cancellation) : Write<T>(cancellation)
{
    private T? result;

    protected override T Result => result!;

    public override void Apply(Connection connection) => result = change(connection);
}
