using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>
/// The sums of a tier, of all days. Columns are named like those of rows, so that the same statements read both. Several lines may have the same
/// key: they are added like rows.
/// </summary>
internal sealed class RollupTable
{
    public const string Bucket = "bucket";

    /// <summary>How many rows a line stands for.</summary>
    public const string RowCount = "row_count";

    private static readonly string LastSeen = Column.Of(FlowFields.LastSeen, ColumnType.BigInt).Name;
    private static readonly Column[] Keys = [.. Rollup.Fields.SelectMany(field => StoredField.Of(field).Columns)];
    private static readonly string KeyList = string.Join(", ", Keys.Select(key => key.Name));
    private static readonly string[] Sums = [.. Rollup.SumFields.Select(field => Column.Of(field, ColumnType.BigInt).Name)];

    /// <summary>
    /// A row that counts this much or more is a line of its own: then no line's sums are wider than 64 bits, which wider columns would hold too, but
    /// read a hundred times slower.
    /// </summary>
    private const long Much = 1L << 32;

    private static readonly string Apart = $"CASE WHEN greatest({string.Join(", ", Sums)}) >= {Much} THEN rowid END";

    private readonly string name;
    private readonly long length;

    private RollupTable(string name, long length) => (this.name, this.length) = (name, length);

    public static RollupTable QuarterHours { get; } = new("rollups_15m", Rollup.QuarterHour);

    public static RollupTable Days { get; } = new("rollups_1d", Window.DayMilliseconds);

    public static IReadOnlyList<RollupTable> All { get; } = [QuarterHours, Days];

    public string Create =>
        $"""
        CREATE TABLE IF NOT EXISTS {name} (
            {Bucket} BIGINT NOT NULL, {string.Join(", ", Keys.Select(key => key.Declaration))},
            {string.Join(", ", Sums.Select(sum => $"{sum} BIGINT NOT NULL"))}, {LastSeen} BIGINT NOT NULL, {RowCount} BIGINT NOT NULL)
        """;

    /// <summary>What a line tells, beside how many rows it stands for.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. Keys.Select(key => key.Name), .. Sums, LastSeen];

    /// <summary>The lines of these times, whole buckets.</summary>
    public Lines Of(IReadOnlyList<TimeSlice> slices) => new($"{name} WHERE {Within(Bucket, slices)}", RowCount);

    /// <summary>The rows of these times as lines of one row each.</summary>
    public static Lines Of(DayTable table, IReadOnlyList<TimeSlice> slices) => new($"{table.Name} WHERE {Within(LastSeen, slices)}", $"1 AS {RowCount}");

    /// <summary>Puts what the rows add up to in the place of what was there.</summary>
    /// <param name="slices">Whole buckets.</param>
    public void Replace(Connection connection, DayTable table, IReadOnlyList<TimeSlice> slices)
    {
        Remove(connection, slices);
        connection.Execute(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                INSERT INTO {name}
                SELECT {LastSeen} - {LastSeen} % {length} AS {Bucket}, {KeyList}, {string.Join(", ", Sums.Select(sum => $"sum({sum})"))}, max({LastSeen}), count(*)
                FROM {table.Name} WHERE {Within(LastSeen, slices)}
                GROUP BY {Bucket}, {KeyList}, {Apart}
                """));
    }

    public void Remove(Connection connection, IReadOnlyList<TimeSlice> slices) => connection.Execute($"DELETE FROM {name} WHERE {Within(Bucket, slices)}");

    public void RemoveBefore(Connection connection, DateOnly first) => Remove(connection, [new(0, Math.Max(0, Window.StartOf(first)))]);

    public void Clear(Connection connection) => connection.Execute($"DELETE FROM {name}");

    /// <summary>The starts of the quarter hours that have rows behind a place in their table.</summary>
    /// <param name="through">The place, of each of the tables.</param>
    public static IReadOnlySet<long> ChangedQuarterHours(Connection connection, IReadOnlyList<DayTable> tables, IReadOnlyDictionary<DateOnly, long> through)
    {
        var changed = new HashSet<long>();
        if (tables.Count == 0) return changed;
        var behind = string.Join(" UNION ALL ", tables.Select(table => string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {LastSeen} FROM {table.Name} WHERE rowid > {through[table.Day]}")));
        using var rows = connection.Query(string.Create(CultureInfo.InvariantCulture, $"SELECT DISTINCT {LastSeen} - {LastSeen} % {Rollup.QuarterHour} FROM ({behind})"));
        while (rows.Read()) changed.Add(rows.Int64(0));
        return changed;
    }

    private static string Within(string column, IReadOnlyList<TimeSlice> slices) => slices.Count == 0 ? "FALSE" : string.Create(
        CultureInfo.InvariantCulture,
        $"{column} >= {slices.Min(slice => slice.From)} AND {column} < {slices.Max(slice => slice.To)} AND ({string.Join(" OR ", slices.Select(slice => Between(column, slice)))})");

    private static string Between(string column, TimeSlice slice) =>
        string.Create(CultureInfo.InvariantCulture, $"({column} >= {slice.From} AND {column} < {slice.To})");
}

/// <summary>Lines of roll-ups, or rows that are read beside them.</summary>
/// <param name="Source">A table and a condition.</param>
/// <param name="RowCount">How many rows a line stands for, named so.</param>
internal readonly record struct Lines(string Source, string RowCount)
{
    /// <param name="columns">Some of <see cref="RollupTable.Columns"/>.</param>
    public string Select(IEnumerable<string> columns) => $"SELECT {string.Concat(columns.Select(column => $"{column}, "))}{RowCount} FROM {Source}";
}
