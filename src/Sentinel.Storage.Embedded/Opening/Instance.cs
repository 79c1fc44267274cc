using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Opening;

/// <summary>The database, opened once; its connections are kept for the next who needs one.</summary>
internal sealed class Instance
{
    private readonly DatabaseHandle database;
    private readonly Lock gate = new();
    private readonly Stack<Connection> idle = new();
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int rented;
    private bool closing;

    private Instance(DatabaseHandle database) => this.database = database;

    /// <summary>Whether the database answered that it is broken: it must be closed and opened again.</summary>
    public bool IsFaulted { get; private set; }

    /// <exception cref="DuckDbException">It does not open.</exception>
    public static Instance Open(string file, IReadOnlyDictionary<string, string> settings)
    {
        Api.CreateConfig(out var config);
        try
        {
            foreach (var (name, value) in settings)
            {
                if (Api.SetConfig(config, name, value) != Api.State.Success) throw new DuckDbException($"{name} cannot be '{value}'");
            }

            var state = Api.OpenExt(file, out var database, config, out var error);
            if (state == Api.State.Success) return new(database);
            var reason = DuckDbException.From(error);
            Api.Free(error);
            throw reason;
        }
        finally
        {
            Api.DestroyConfig(ref config);
        }
    }

    public Connection Rent()
    {
        lock (gate)
        {
            if (!idle.TryPop(out var connection))
            {
                if (Api.Connect(database, out var handle) != Api.State.Success) throw new DuckDbException("FATAL Error: no connection to be had");
                connection = new(handle);
            }

            rented++;
            return connection;
        }
    }

    public void Return(Connection connection)
    {
        if (connection.IsLost) connection.Dispose();
        lock (gate)
        {
            connection.Renew();
            if (!connection.IsLost) idle.Push(connection);
            if (--rented == 0 && closing) drained.TrySetResult();
        }
    }

    public void Fault() => IsFaulted = true;

    /// <summary>Waits for the connections that are out, then closes; an orderly close writes the log into the file.</summary>
    public async Task CloseAsync()
    {
        lock (gate)
        {
            closing = true;
            if (rented == 0) drained.TrySetResult();
        }

        await drained.Task;
        foreach (var connection in idle) connection.Dispose();
        database.Dispose();
    }
}
