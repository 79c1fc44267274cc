using Sentinel.Contracts;
using Sentinel.QueryApi.Requests;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.FlowReports;

/// <summary>Which rows a request of the dialect is about.</summary>
/// <param name="Filter">All that is asked for but the direction.</param>
/// <param name="Direction">Where one is asked for.</param>
internal sealed record ReportRequest(TimeRange Range, Filter Filter, Filter? Direction)
{
    private const int DefaultDays = 7;

    /// <summary>Its faults come first: those of groups and pages are to be read after it.</summary>
    public static ReportRequest Read(QueryReader query, TimeProvider time)
    {
        var filters = new List<Filter>();
        if (query.TryRead(ReportParameters.Subscriber, out var subscriber)) filters.Add(Filter.Is(FlowFields.SubscriberId, subscriber));
        if (query.TryRead(ReportParameters.Protocol, out var protocol)) filters.Add(Filter.Is(FlowFields.Protocol, protocol));
        if (query.TryRead(ReportParameters.Source, out var source)) filters.Add(source);
        if (query.TryRead(ReportParameters.Destination, out var destination)) filters.Add(destination);
        var direction = query.TryRead(ReportParameters.Direction, out var asked) ? asked : null;
        if (query.TryRead(ReportParameters.Action, out var action)) filters.Add(action);
        return new(ReadRange(query, time), new Filter.All(filters), direction);
    }

    public Selection Selection => Of(Direction);

    /// <summary>The same rows in that direction, whichever was asked for.</summary>
    public Selection Of(Filter? direction) => new(Range, direction is null ? Filter : new Filter.All([direction, Filter]));

    private static TimeRange ReadRange(QueryReader query, TimeProvider time)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var start = query.TryRead(ReportParameters.Start, out var first) ? first : today.AddDays(-DefaultDays);
        var end = query.TryRead(ReportParameters.End, out var last) ? last : today;
        return TimeRange.LastSeenBetween(Window.StartOf(start), Window.StartOf(end) + Window.DayMilliseconds - 1);
    }
}
