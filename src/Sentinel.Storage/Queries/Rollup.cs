using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>
/// What roll-ups keep of rows: for each bucket of time, by <c>last_seen</c>, and each combination of <see cref="Fields"/> the number of rows, their
/// <see cref="SumFields"/> and their newest <c>last_seen</c>. That is all <see cref="Totals"/> are made of.
/// </summary>
public static class Rollup
{
    public const long QuarterHour = 15 * Window.Milliseconds;

    public static IReadOnlyList<Field> Fields { get; } =
        [FlowFields.SubscriberId, FlowFields.ExporterIp, FlowFields.Direction, FlowFields.Action, FlowFields.Protocol, FlowFields.App];

    public static IReadOnlyList<NumberField> SumFields { get; } =
        [FlowFields.Bytes, FlowFields.Packets, FlowFields.FlowCount, FlowFields.RequestBytes, FlowFields.ResponseBytes];

    /// <summary>Whether a question with this filter that groups by these fields can be answered by roll-ups; else rows alone answer it.</summary>
    public static bool Answers(Filter filter, params IEnumerable<Field> fields) => fields.All(Fields.Contains) && Knows(filter);

    private static bool Knows(Filter filter) => filter switch
    {
        Filter.In it => Fields.Contains(it.Field),
        Filter.Within it => Fields.Contains(it.Field),
        Filter.Between it => Fields.Contains(it.Field),
        Filter.Has it => Fields.Contains(it.Field),
        Filter.Not(var inner) => Knows(inner),
        Filter.All(var filters) => filters.All(Knows),
        Filter.Any(var filters) => filters.All(Knows),
        _ => false,
    };
}
