using System.Runtime.InteropServices;

namespace Sentinel.Storage.Embedded.Native;

internal static unsafe partial class Api
{
    [LibraryImport(Library, EntryPoint = "duckdb_prepare", StringMarshalling = StringMarshalling.Utf8)]
    public static partial State Prepare(ConnectionHandle connection, string query, out StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_prepare_error")]
    public static partial nint PrepareError(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_prepare")]
    public static partial void DestroyPrepare(ref nint statement);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_value")]
    public static partial State BindValue(StatementHandle statement, ulong index, ValueHandle value);

    /// <summary>Rows come as they are fetched: a large answer never lies in memory whole.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_execute_prepared_streaming")]
    public static partial State ExecutePreparedStreaming(StatementHandle statement, ResultHandle result);

    [LibraryImport(Library, EntryPoint = "duckdb_result_error")]
    public static partial nint ResultError(ResultHandle result);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_result")]
    public static partial void DestroyResult(nint result);

    [LibraryImport(Library, EntryPoint = "duckdb_column_count")]
    public static partial ulong ColumnCount(ResultHandle result);

    /// <summary>Takes the result by value, as the library has it; null at the end and after an error.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_fetch_chunk")]
    public static partial nint FetchChunk(ResultWords result);

    /// <summary>The library's <c>duckdb_result</c>: six words.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ResultWords
    {
        public fixed ulong Words[6];
    }
}
