using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.FlowReports;

/// <summary>What rows are put together by, and the order that has them together.</summary>
/// <param name="KeyOf">The group that a row is in.</param>
internal sealed record ReportGroups(RowOrder Order, Func<Flow, string> KeyOf)
{
    private static readonly RowOrder OldestFirst = new(FlowFields.LastSeen, Descending: false);

    public static ReportGroups ByDay { get; } = new(OldestFirst, flow => Window.DayOf(flow.LastSeen).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Rows of no subscriber are a group, the first.</summary>
    public static ReportGroups BySubscriber { get; } = new(OldestFirst with { GroupedBy = FlowFields.SubscriberId }, flow => flow.SubscriberId ?? "");
}
