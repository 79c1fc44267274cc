namespace Sentinel.Storage.Embedded.Native;

/// <summary>Appends rows to a table, a chunk at a time, in the connection's transaction.</summary>
internal sealed unsafe class Appender : IDisposable
{
    private readonly AppenderHandle appender;
    private readonly ChunkHandle chunk;

    /// <param name="columns">Of the chunks.</param>
    public Appender(AppenderHandle appender, IReadOnlyList<ColumnType> columns)
    {
        this.appender = appender;
        var types = columns.Select(CreateType).ToArray();
        try
        {
            var pointers = Array.ConvertAll(types, type => type.DangerousGetHandle());
            fixed (nint* start = pointers) chunk = Api.CreateDataChunk(start, (ulong)pointers.Length);
        }
        finally
        {
            foreach (var type in types) type.Dispose();
        }
    }

    /// <summary>How many rows a chunk holds.</summary>
    public static int ChunkRows { get; } = (int)Api.VectorSize();

    /// <summary>A column of the current chunk, to be filled; not to be kept beyond <see cref="Append"/>.</summary>
    public VectorWriter Column(int index) => new(Api.ChunkVector(chunk, (ulong)index));

    /// <summary>Appends the chunk's first <paramref name="rows"/> rows and empties it.</summary>
    public void Append(int rows)
    {
        Api.SetChunkSize(chunk, (ulong)rows);
        Check(Api.AppendDataChunk(appender, chunk));
        Api.ResetChunk(chunk);
    }

    /// <summary>Brings what was appended into the transaction, and tells whether it was taken; what nobody flushed is brought there when this is disposed of.</summary>
    public void Flush() => Check(Api.FlushAppender(appender));

    public void Dispose()
    {
        chunk.Dispose();
        appender.Dispose();
    }

    private static TypeHandle CreateType(ColumnType type)
    {
        if (type != ColumnType.VarcharList) return Api.CreateType(type);
        using var element = Api.CreateType(ColumnType.Varchar);
        return Api.CreateListType(element);
    }

    private void Check(Api.State state)
    {
        if (state != Api.State.Success) throw DuckDbException.From(Api.AppenderError(appender));
    }
}
