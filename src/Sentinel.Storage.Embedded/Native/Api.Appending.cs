using System.Runtime.InteropServices;

namespace Sentinel.Storage.Embedded.Native;

internal static unsafe partial class Api
{
    [LibraryImport(Library, EntryPoint = "duckdb_appender_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial State CreateAppender(ConnectionHandle connection, string? schema, string table, out AppenderHandle appender);

    /// <summary>Names the next column of the chunks to come; those of the table that are never named are null.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_appender_add_column", StringMarshalling = StringMarshalling.Utf8)]
    public static partial State AddAppenderColumn(AppenderHandle appender, string column);

    [LibraryImport(Library, EntryPoint = "duckdb_appender_error")]
    public static partial nint AppenderError(AppenderHandle appender);

    [LibraryImport(Library, EntryPoint = "duckdb_append_data_chunk")]
    public static partial State AppendDataChunk(AppenderHandle appender, ChunkHandle chunk);

    [LibraryImport(Library, EntryPoint = "duckdb_appender_flush")]
    public static partial State FlushAppender(AppenderHandle appender);

    [LibraryImport(Library, EntryPoint = "duckdb_appender_destroy")]
    public static partial State DestroyAppender(ref nint appender);
}
