using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.FlowReports;

/// <summary>What was not dropped was allowed.</summary>
internal static class ReportActions
{
    public static Filter IsDropped { get; } = Filter.Is(FlowFields.Action, Actions.Drop);

    public static Filter IsAllowed { get; } = new Filter.Not(IsDropped);

    public static string Of(Flow flow) => flow.Action is Actions.Drop ? Actions.Drop : Actions.Allow;
}
