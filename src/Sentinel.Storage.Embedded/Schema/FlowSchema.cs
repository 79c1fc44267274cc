using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>
/// The columns of a day's table: the row's identity, then the registry's fields. The identity is <c>@timestamp</c>, whose minute it holds,
/// and the hash; the tie is the hash's upper half, the pair is the two addresses, and neither is stored.
/// </summary>
internal static class FlowSchema
{
    public static Column IdHash { get; } = new("id_hash", ColumnType.UBigInt);

    public static string Timestamp { get; } = Column.Of(FlowFields.Timestamp, ColumnType.BigInt).Name;

    /// <summary>The order of rows that tie: unsigned, and so the order of <see cref="RowId.Tie"/>.</summary>
    public static string Tie { get; } = $"({IdHash.Name} >> 32)";

    private static readonly StoredField[] Fields =
    [
        new StoredNumber(FlowFields.Timestamp),
        .. FlowFields.Supplied.Select(StoredField.Of),
        new StoredNumber(FlowFields.Messages),
    ];

    /// <summary>All columns, in the order of chunks and of <see cref="SelectList"/>; a table made by an earlier version has another.</summary>
    public static IReadOnlyList<Column> Columns { get; } = [IdHash, .. Fields.SelectMany(field => field.Columns)];

    public static IReadOnlyList<(string Name, ColumnType Type)> Appended { get; } = [.. Columns.Select(column => (column.BareName, column.Type))];

    public static string SelectList { get; } = string.Join(", ", Columns.Select(column => column.Name));

    public static string Create(DayTable table) =>
        $"CREATE TABLE IF NOT EXISTS {table.Name} ({string.Join(", ", Columns.Select(column => column.Declaration))})";

    /// <summary>Writes and appends one chunk.</summary>
    public static void Append(Appender appender, ReadOnlySpan<FlowRow> rows)
    {
        var hashes = appender.Column(0);
        for (var row = 0; row < rows.Length; row++) hashes.Write(row, rows[row].Id.Hash);
        var column = 1;
        foreach (var field in Fields)
        {
            field.Write(appender, column, rows);
            column += field.Columns.Count;
        }

        appender.Append(rows.Length);
    }

    /// <summary>Reads the current row of an answer whose columns are <see cref="SelectList"/>.</summary>
    public static FlowRow Read(Rows rows)
    {
        var flow = new Flow();
        var column = 2;
        foreach (var field in Fields.AsSpan(1))
        {
            field.Read(rows, column, flow);
            column += field.Columns.Count;
        }

        return new(new(flow.Window.Minute, rows.UInt64(0)), flow);
    }
}
