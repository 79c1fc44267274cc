using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;

namespace Sentinel.Storage.Embedded.Opening;

/// <summary>
/// The open database of the configured folder. Opened by its first user; closed and opened again, with back-off,
/// after an answer that leaves it broken, such as a full disk. What was committed before is there afterwards.
/// </summary>
internal sealed partial class Database(IOptions<EmbeddedOptions> options, TimeProvider time, ILogger<Database> logger) : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["memory_limit"] = "512MB",
        ["threads"] = Math.Min(Environment.ProcessorCount, 8).ToString(CultureInfo.InvariantCulture),
        ["autoinstall_known_extensions"] = "false",
        ["autoload_known_extensions"] = "false",
        // Until the log is written into the file, a row takes half a kilobyte of memory, its empty columns included. At 36 MB these are 70 MB and
        // about as many rows as the library keeps in a group; of much smaller groups it puts several together, which takes more than it spares.
        ["checkpoint_threshold"] = "36MB",
        // A page's rows are found by their places without reading all others, as long as there are no more of them than this.
        ["dynamic_or_filter_threshold"] = "1000",
        // This one has a page by time begin with the newest block, and end there while that is being appended: without the rows of all others.
        ["disabled_optimizers"] = "row_group_pruner",
    };

    /// <summary>By what only reads: interrupted, failed, and of the database opened anew.</summary>
    private const int MaxAsked = 3;

    private readonly SemaphoreSlim opening = new(1);
    private readonly ReopenDelay delay = new(time);
    private DataFolder? folder;
    private Instance? instance;
    private bool disposed;

    /// <summary>Opens the database, where it is not open yet.</summary>
    /// <exception cref="StoreForbiddenException">The folder cannot be had.</exception>
    public Task OpenAsync(CancellationToken cancellation) => UseAsync(_ => { }, cancellation);

    /// <inheritdoc cref="UseAsync{T}"/>
    public Task UseAsync(Action<Connection> work, CancellationToken cancellation) => UseAsync(
        connection =>
        {
            work(connection);
            return true;
        },
        cancellation);

    /// <summary>Lends a connection to <paramref name="work"/>, which may block, on a thread of the pool; cancellation interrupts it.</summary>
    /// <exception cref="StoreUnavailableException">The database failed, or is not open again yet.</exception>
    public async Task<T> UseAsync<T>(Func<Connection, T> work, CancellationToken cancellation)
    {
        var (current, connection) = await RentAsync(cancellation);
        try
        {
            return await Task.Run(() => Run(work, connection, cancellation), cancellation);
        }
        catch (DuckDbException reason)
        {
            if (reason.IsFatal)
            {
                Log.Faulted(logger, reason);
                current.Fault();
            }

            throw new StoreUnavailableException(reason.Message, reason);
        }
        finally
        {
            current.Return(connection);
        }
    }

    /// <summary>
    /// Lends a connection to what only reads, and asks again where the database failed: rarely, the library fails an assertion of its own in a scan beside an append, and then answers
    /// nobody until it is opened anew. It may tell of the failure only when it is asked the second time.
    /// </summary>
    /// <inheritdoc cref="UseAsync{T}"/>
    public async Task<T> ReadAsync<T>(Func<Connection, T> work, CancellationToken cancellation)
    {
        for (var asked = 1; ; asked++)
        {
            try
            {
                return await UseAsync(work, cancellation);
            }
            catch (StoreUnavailableException failure) when (asked < MaxAsked && failure.InnerException is DuckDbException reason && (reason.IsFatal || reason.IsInterrupt))
            {
                Log.AskedAgain(logger, failure.Message);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await opening.WaitAsync();
        disposed = true;
        if (instance is not null) await instance.CloseAsync();
        instance = null;
        folder?.Dispose();
        opening.Release();
    }

    private static T Run<T>(Func<Connection, T> work, Connection connection, CancellationToken cancellation)
    {
        // Disposed before the connection goes back, so that an interrupt never meets the next user's statement.
        using var interrupt = cancellation.Register(connection.Interrupt);
        try
        {
            return work(connection);
        }
        catch (DuckDbException reason) when (reason.IsInterrupt && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(reason.Message, reason, cancellation);
        }
    }

    private async Task<(Instance Instance, Connection Connection)> RentAsync(CancellationToken cancellation)
    {
        await opening.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (instance is { IsFaulted: true })
            {
                await instance.CloseAsync();
                instance = null;
                delay.Grow();
            }

            instance ??= await OpenInstanceAsync();
            return (instance, instance.Rent());
        }
        catch (DuckDbException reason)
        {
            instance?.Fault();
            throw new StoreUnavailableException(reason.Message, reason);
        }
        finally
        {
            opening.Release();
        }
    }

    private async Task<Instance> OpenInstanceAsync()
    {
        if (!delay.IsOver) throw new StoreUnavailableException("the embedded store failed and is not open again yet");
        folder ??= TakeFolder();
        Instance? opened = null;
        try
        {
            opened = Instance.Open(folder.DatabaseFile, Settings);
            Upgrade(opened);
            delay.Opened();
            Log.Opened(logger, folder.DatabaseFile);
            return opened;
        }
        catch (DuckDbException)
        {
            if (opened is not null) await opened.CloseAsync();
            delay.Grow();
            throw;
        }
    }

    private DataFolder TakeFolder()
    {
        var taken = DataFolder.Take(options.Value.Folder);
        try
        {
            taken.CloseToOthers();
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            Log.OpenToOthers(logger, taken.DatabaseFile, reason.Message);
        }

        return taken;
    }

    private void Upgrade(Instance opened)
    {
        var connection = opened.Rent();
        try
        {
            var added = connection.Transaction(() => SchemaUpgrade.Apply(connection));
            if (added > 0) Log.Upgraded(logger, added);
        }
        finally
        {
            opened.Return(connection);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Information, "Opened {File}")]
        public static partial void Opened(ILogger logger, string file);

        [LoggerMessage(4002, LogLevel.Error, "The database failed; it will be closed and opened again")]
        public static partial void Faulted(ILogger logger, Exception reason);

        [LoggerMessage(4003, LogLevel.Information, "The days of an earlier version were given {Columns} columns")]
        public static partial void Upgraded(ILogger logger, int columns);

        [LoggerMessage(4004, LogLevel.Warning, "A question is asked again: {Reason}")]
        public static partial void AskedAgain(ILogger logger, string reason);

        [LoggerMessage(4005, LogLevel.Warning, "Others than its owner may read {File}, whose rights cannot be changed: {Reason}")]
        public static partial void OpenToOthers(ILogger logger, string file, string reason);
    }
}
