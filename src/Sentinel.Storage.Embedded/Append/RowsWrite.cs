using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Append;

/// <summary>The rows of one call.</summary>
internal sealed class RowsWrite(IReadOnlyList<FlowRow> rows, CancellationToken cancellation) : Write<IReadOnlyList<RowOutcome>>(cancellation)
{
    public IReadOnlyList<FlowRow> Rows => rows;

    public IReadOnlySet<DateOnly> Days { get; } = rows.Select(row => row.Flow.Window.Day).ToHashSet();

    public IReadOnlyList<RowOutcome> Outcomes { get; set; } = [];

    protected override IReadOnlyList<RowOutcome> Result => Outcomes;

    public override void Apply(Connection connection) => Outcomes = FlowAppender.Append(connection, rows);
}

/// <summary>The rows of several calls, appended as if they were one's.</summary>
internal sealed class RowsTogether(RowsWrite first) : Write
{
    private const int MaxRows = 50_000;

    private readonly List<RowsWrite> calls = [first];
    private readonly HashSet<DateOnly> days = [.. first.Days];
    private int count = first.Rows.Count;

    public IReadOnlySet<DateOnly> Days => days;

    public override bool IsAbandoned => calls.TrueForAll(call => call.IsAbandoned);

    /// <returns>False where that would be too much for one transaction.</returns>
    public bool TryAdd(RowsWrite call)
    {
        if (count + call.Rows.Count > MaxRows || days.Union(call.Days).Count() > FlowWriter.MaxDaysAtOnce) return false;
        calls.Add(call);
        days.UnionWith(call.Days);
        count += call.Rows.Count;
        return true;
    }

    public override void Apply(Connection connection)
    {
        if (calls is [var only])
        {
            only.Apply(connection);
            return;
        }

        var outcomes = FlowAppender.Append(connection, [.. calls.SelectMany(call => call.Rows)]);
        var start = 0;
        foreach (var call in calls)
        {
            call.Outcomes = new ArraySegment<RowOutcome>(outcomes, start, call.Rows.Count);
            start += call.Rows.Count;
        }
    }

    public override void Complete() => calls.ForEach(call => call.Complete());

    public override void Fail(Exception reason) => calls.ForEach(call => call.Fail(reason));
}
