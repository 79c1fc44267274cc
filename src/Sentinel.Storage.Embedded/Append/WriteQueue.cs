using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Opening;

namespace Sentinel.Storage.Embedded.Append;

/// <summary>
/// The one writer: every change passes here, in order, a transaction after the other. Rows that wait together are committed together,
/// since a commit costs the same however many rows it holds.
/// </summary>
internal sealed partial class WriteQueue : IAsyncDisposable
{
    private const int MaxWaiting = 256;

    /// <summary>A table appended to keeps up to 4 MB in memory until the log is written into the file, however few rows came.</summary>
    private const int MaxDaysInMemory = 24;

    private static readonly TimeSpan CheckpointPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CheckpointPause = TimeSpan.FromMilliseconds(20);

    private readonly Database database;
    private readonly TimeProvider time;
    private readonly ILogger<WriteQueue> logger;
    private readonly Channel<Write> waiting = Channel.CreateBounded<Write>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Lazy<Task> writing;
    private readonly HashSet<DateOnly> daysInMemory = [];

    public WriteQueue(Database database, TimeProvider time, ILogger<WriteQueue> logger)
    {
        (this.database, this.time, this.logger) = (database, time, logger);
        writing = new(() => Task.Run(WriteAllAsync));
    }

    /// <summary>Appends rows; durable when it returns.</summary>
    public Task<IReadOnlyList<RowOutcome>> AppendAsync(IReadOnlyList<FlowRow> rows, CancellationToken cancellation) =>
        EnqueueAsync(new RowsWrite(rows, cancellation), cancellation);

    /// <summary>Runs a change in a transaction of its own; durable when it returns.</summary>
    public Task<T> ChangeAsync<T>(Func<Connection, T> change, CancellationToken cancellation) =>
        EnqueueAsync(new ChangeWrite<T>(change, cancellation), cancellation);

    /// <inheritdoc cref="ChangeAsync{T}"/>
    public Task ChangeAsync(Action<Connection> change, CancellationToken cancellation) => ChangeAsync(
        connection =>
        {
            change(connection);
            return true;
        },
        cancellation);

    /// <summary>Finishes what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        if (writing.IsValueCreated) await writing.Value;
    }

    private async Task<T> EnqueueAsync<T>(Write<T> write, CancellationToken cancellation)
    {
        _ = writing.Value;
        await waiting.Writer.WriteAsync(write, cancellation);
        return await write.Done.WaitAsync(cancellation);
    }

    private async Task WriteAllAsync()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (waiting.Reader.TryRead(out var next))
            {
                if (next is not RowsWrite rows)
                {
                    await CommitAsync(next);
                    continue;
                }

                await AppendAsync(Together(rows));
            }
        }
    }

    /// <summary>The rows, and those of the calls that wait right behind.</summary>
    private RowsTogether Together(RowsWrite first)
    {
        var together = new RowsTogether(first);
        while (waiting.Reader.TryPeek(out var next) && next is RowsWrite rows && together.TryAdd(rows)) waiting.Reader.TryRead(out _);
        return together;
    }

    private async Task AppendAsync(RowsTogether together)
    {
        try
        {
            await MakeRoomAsync(together.Days);
        }
        catch (Exception reason)
        {
            Log.NoRoomMade(logger, daysInMemory.Count, reason.Message);
            together.Fail(reason);
            return;
        }

        await CommitAsync(together);
    }

    /// <summary>No row is appended where that fails: the log would come to hold more days than there is memory to open the file again.</summary>
    private async Task MakeRoomAsync(IReadOnlySet<DateOnly> days)
    {
        if (daysInMemory.Union(days).Count() > MaxDaysInMemory)
        {
            await CheckpointAsync();
            daysInMemory.Clear();
        }

        daysInMemory.UnionWith(days);
    }

    /// <summary>
    /// Refused while somebody looks something up by an index, or still reads what was there before a row was changed or a table made: a moment,
    /// or as long as a question takes.
    /// </summary>
    private async Task CheckpointAsync()
    {
        for (var started = time.GetTimestamp(); ;)
        {
            try
            {
                await database.UseAsync(connection => connection.Execute("CHECKPOINT"), CancellationToken.None);
                return;
            }
            catch (StoreUnavailableException refused) when (refused.InnerException is DuckDbException { IsBusy: true } && time.GetElapsedTime(started) < CheckpointPatience)
            {
                await Task.Delay(CheckpointPause, time);
            }
        }
    }

    private async Task CommitAsync(Write write)
    {
        if (write.IsAbandoned) return;
        try
        {
            await database.UseAsync(connection => connection.Transaction(() => write.Apply(connection)), CancellationToken.None);
            write.Complete();
        }
        catch (Exception reason)
        {
            write.Fail(reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Warning, "The log was not written into the file, and rows of further days than the {Days} in it are not taken until it is: {Reason}")]
        public static partial void NoRoomMade(ILogger logger, int days, string reason);
    }
}
