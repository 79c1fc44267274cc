using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>
/// The order of found rows: by <see cref="GroupedBy"/> where it is set, by <see cref="By"/>, then <c>last_seen</c>, <c>tie</c>, <c>src_ip</c>,
/// <c>src_port</c>, all in the same direction, so that ascending is descending read backwards and a resent row keeps its place.
/// </summary>
/// <param name="By"><c>@timestamp</c>, <c>last_seen</c>, <c>bytes</c> or <c>packets</c>.</param>
public readonly record struct RowOrder(NumberField By, bool Descending)
{
    public static IReadOnlyList<NumberField> Sortable { get; } = [FlowFields.Timestamp, FlowFields.LastSeen, FlowFields.Bytes, FlowFields.Packets];

    public NumberField By { get; } = Sortable.Contains(By) ? By : throw new ArgumentException($"rows are not sorted by {By}", nameof(By));

    /// <summary>Of a stream alone: the field whose groups stay together, by their UTF-8 bytes; rows without a value are the lowest group.</summary>
    /// <exception cref="ArgumentException">The field is not groupable, or derived.</exception>
    public KeywordField? GroupedBy
    {
        get;
        init => field = value is null or { Groupable: true, Merge: not MergeRule.Derived } ? value : throw new ArgumentException($"rows are not kept together by {value}", nameof(value));
    }

    public static RowOrder NewestFirst { get; } = new(FlowFields.Timestamp, Descending: true);

    /// <summary>By <c>@timestamp</c> or <c>last_seen</c>: then all rows of a day come before those of the next, or all behind.</summary>
    public bool IsByTime => By.Type == FieldType.Date && GroupedBy is null;

    /// <summary>
    /// Where the rows of a day lie, of an order <see cref="IsByTime"/>: negative where all come before those of the day that the place is on, positive where all
    /// come behind, 0 on that day.
    /// </summary>
    public int SideOf(TimeSlice day, RowPosition place)
    {
        // A window's end, which @timestamp is, may be the next day's first moment.
        var time = By == FlowFields.Timestamp ? place.Value - 1 : place.Value;
        var later = time < day.From ? 1 : time >= day.To ? -1 : 0;
        return Descending ? -later : later;
    }
}

/// <summary>A row's place in a <see cref="RowOrder"/>: the values it is sorted by.</summary>
public readonly record struct RowPosition(long Value, long LastSeen, int Tie, Address SrcIp, int SrcPort) : IComparable<RowPosition>
{
    /// <summary>In an order that has groups; null is that of rows without a value.</summary>
    public string? Group { get; init; }

    public static bool operator <(RowPosition left, RowPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(RowPosition left, RowPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(RowPosition left, RowPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RowPosition left, RowPosition right) => left.CompareTo(right) >= 0;

    public static RowPosition Of(FlowRow row, RowOrder order) =>
        new(order.By.Get(row.Flow)!.Value, row.Flow.LastSeen, row.Id.Tie, row.Flow.SrcIp, row.Flow.SrcPort) { Group = order.GroupedBy?.Get(row.Flow) };

    /// <summary>Ascending order; descending is its reverse.</summary>
    public int CompareTo(RowPosition other) => CompareGroups(Group, other.Group) is not 0 and var groups
        ? groups
        : (Value, LastSeen, Tie, SrcIp, SrcPort).CompareTo((other.Value, other.LastSeen, other.Tie, other.SrcIp, other.SrcPort));

    private static int CompareGroups(string? left, string? right) =>
        left is null || right is null ? (left is not null).CompareTo(right is not null) : Utf8Order.Compare(left, right);
}

/// <param name="Offset">Rows to pass over, 0 or any number; counted from <paramref name="After"/> where that is given.</param>
/// <param name="Limit">1 to <see cref="MaxLimit"/>.</param>
/// <param name="After">Only rows behind this place, in the order asked for.</param>
public sealed record FindQuery(Selection Selection, RowOrder Order, long Offset, int Limit, RowPosition? After = null)
{
    public const int MaxLimit = 10_000;

    public long Offset { get; } = Offset >= 0 ? Offset : throw new ArgumentOutOfRangeException(nameof(Offset));

    public RowOrder Order { get; } = Order.GroupedBy is null ? Order : throw new ArgumentException("only streams keep groups together", nameof(Order));

    public int Limit { get; } = Limit is >= 1 and <= MaxLimit ? Limit : throw new ArgumentOutOfRangeException(nameof(Limit));
}

/// <param name="Total">All rows that match, whatever page was asked for.</param>
/// <param name="HasMore">Whether rows follow the last one shown.</param>
public sealed record FlowPage(IReadOnlyList<FlowRow> Rows, long Total, bool HasMore);
