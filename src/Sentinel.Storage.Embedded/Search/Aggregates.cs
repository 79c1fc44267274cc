using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>The sums of rows and their newest time: six columns, read in the order they are selected.</summary>
internal static class Aggregates
{
    public static string SelectList { get; } =
        $"sum({Name(FlowFields.Bytes)}) AS all_bytes, sum({Name(FlowFields.Packets)}) AS all_packets, sum({Name(FlowFields.FlowCount)}) AS all_flows, "
        + $"sum({Name(FlowFields.RequestBytes)}) AS all_request_bytes, sum({Name(FlowFields.ResponseBytes)}) AS all_response_bytes, max({Name(FlowFields.LastSeen)}) AS newest";

    /// <summary><see cref="SelectList"/> of groups that it was selected for.</summary>
    public static string OfGroups { get; } =
        "sum(all_bytes), sum(all_packets), sum(all_flows), sum(all_request_bytes), sum(all_response_bytes), max(newest)";

    /// <summary>The number of rows before <see cref="SelectList"/>: all that totals are made of.</summary>
    public static string TotalsList(Question question) => $"{question.RowCount}, {SelectList}";

    /// <summary>What is measured, of rows in a group.</summary>
    public static string Sum(Measure measure) => $"sum({Name(Sums.FieldOf(measure))})";

    /// <summary>The name, in <see cref="SelectList"/>, of what is measured.</summary>
    public static string Of(Measure measure) => measure switch
    {
        Measure.Bytes => "all_bytes",
        Measure.Packets => "all_packets",
        Measure.Flows => "all_flows",
        _ => throw new ArgumentOutOfRangeException(nameof(measure)),
    };

    /// <summary>By the measures, the largest first.</summary>
    public static string OrderBy(IEnumerable<Measure> measures) => string.Join(", ", measures.Select(measure => $"{Of(measure)} DESC"));

    public static Sums ReadSums(Rows rows, int first) =>
        new(rows.Int128(first), rows.Int128(first + 1), rows.Int128(first + 2), rows.Int128(first + 3), rows.Int128(first + 4));

    /// <summary>Groups whose columns are those of the key, then <see cref="SelectList"/>.</summary>
    public static List<TopEntry> ReadEntries(Rows rows, GroupKey key)
    {
        var entries = new List<TopEntry>();
        while (rows.Read()) entries.Add(new(key.Read(rows), ReadSums(rows, key.Columns.Count), ReadLastSeen(rows, key.Columns.Count)));
        return entries;
    }

    public static long ReadLastSeen(Rows rows, int first) => rows.Int64(first + 5);

    /// <summary>Of a group that has rows.</summary>
    public static Totals ReadTotals(Rows rows, int first) => new(rows.Int64(first), ReadSums(rows, first + 1), ReadLastSeen(rows, first + 1));

    private static string Name(NumberField field) => Column.Of(field, ColumnType.BigInt).Name;
}
