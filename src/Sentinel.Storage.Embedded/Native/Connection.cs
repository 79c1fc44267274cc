namespace Sentinel.Storage.Embedded.Native;

/// <summary>One connection: used by one thread at a time, save <see cref="Interrupt"/>.</summary>
internal sealed class Connection(ConnectionHandle handle) : IDisposable
{
    private volatile bool interrupted;

    /// <summary>Whether a transaction may be open that nobody will end: a connection in this state answers nobody else.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Ends the statement that runs now with an error, and lets none but a rollback begin before <see cref="Renew"/>.</summary>
    public void Interrupt()
    {
        interrupted = true;
        Api.Interrupt(handle);
    }

    /// <summary>Forgets an interrupt: the next user begins.</summary>
    public void Renew() => interrupted = false;

    /// <summary>Runs a statement whose rows, if any, do not matter.</summary>
    public void Execute(string sql, params ReadOnlySpan<object?> parameters)
    {
        using var rows = Query(sql, parameters);
        while (rows.Read())
        {
        }
    }

    /// <summary>Runs one statement. Its rows must be disposed before the next one; what it read from is held until then.</summary>
    /// <param name="parameters">For <c>$1</c>, <c>$2</c> …: <see cref="long"/>, <see cref="ulong"/>, text, arrays of the latter two or of numbers that may be null, or null.</param>
    /// <exception cref="DuckDbException">The library refuses or fails.</exception>
    public Rows Query(string sql, params ReadOnlySpan<object?> parameters)
    {
        if (interrupted) throw DuckDbException.Interrupted();
        var prepared = Api.Prepare(handle, sql, out var statement);
        using (statement)
        {
            if (prepared != Api.State.Success) throw DuckDbException.From(Api.PrepareError(statement));
            for (var index = 0; index < parameters.Length; index++)
            {
                using var value = Value.Create(parameters[index]);
                if (Api.BindValue(statement, (ulong)index + 1, value) != Api.State.Success) throw DuckDbException.From(Api.PrepareError(statement));
            }

            var result = new ResultHandle();
            if (Api.ExecutePreparedStreaming(statement, result) == Api.State.Success) return new(result);
            using (result) throw DuckDbException.From(Api.ResultError(result));
        }
    }

    /// <summary>Runs <paramref name="work"/> in a transaction: one snapshot for what it reads; durable, if it wrote, when this returns.</summary>
    public T Transaction<T>(Func<T> work)
    {
        IsLost = true;
        Execute("BEGIN");
        try
        {
            var result = work();
            Execute("COMMIT");
            IsLost = false;
            return result;
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    /// <inheritdoc cref="Transaction{T}"/>
    public void Transaction(Action work) => Transaction(() =>
    {
        work();
        return true;
    });

    /// <param name="columns">The columns of the chunks to come, in any order.</param>
    public Appender Append(string table, IReadOnlyList<(string Name, ColumnType Type)> columns)
    {
        var created = Api.CreateAppender(handle, null, table, out var appender) == Api.State.Success;
        if (created && columns.All(column => Api.AddAppenderColumn(appender, column.Name) == Api.State.Success))
            return new(appender, [.. columns.Select(column => column.Type)]);
        using (appender) throw DuckDbException.From(Api.AppenderError(appender));
    }

    public void Dispose() => handle.Dispose();

    private void RollBack()
    {
        try
        {
            Renew();
            Execute("ROLLBACK");
            IsLost = false;
        }
        catch (DuckDbException)
        {
            // What the caller hears of is the failure before.
        }
    }
}
