using Sentinel.Contracts;
using Sentinel.QueryApi.Requests;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Flows;

/// <summary>Reads which rows a request of the native dialect is about.</summary>
internal static class FlowSelection
{
    public static Filter ReadFilter(QueryReader query)
    {
        var filters = new List<Filter>();
        AddAddress(FlowParameters.SrcIp, FlowFields.SrcIp);
        AddAddress(FlowParameters.DstIp, FlowFields.DstIp);
        AddAddress(FlowParameters.Exporter, FlowFields.ExporterIp);
        if (query.TryRead(FlowParameters.Port, out var port)) filters.Add(Filter.EitherPort((int)port));
        if (query.TryRead(FlowParameters.Protocol, out var protocol)) filters.Add(Filter.Is(FlowFields.Protocol, protocol));
        AddWord(FlowParameters.Subscriber, FlowFields.SubscriberId);
        AddWord(FlowParameters.Action, FlowFields.Action);
        AddWord(FlowParameters.Direction, FlowFields.Direction);
        AddWord(FlowParameters.App, FlowFields.App);
        AddWord(FlowParameters.DstHost, FlowFields.DstHost);
        return filters.Count == 0 ? Filter.Everything : new Filter.All(filters);

        void AddAddress(PrefixParameter parameter, AddressField field)
        {
            if (query.TryRead(parameter, out var prefix)) filters.Add(PrefixParameter.Matching(field, prefix));
        }

        void AddWord(QueryParameter<string> parameter, KeywordField field)
        {
            if (query.TryRead(parameter, out var word)) filters.Add(Filter.Is(field, word));
        }
    }

    /// <summary>Null is no bound.</summary>
    public static (long? From, long? To) ReadRange(QueryReader query)
    {
        var (from, to) = (query.ReadOptional(FlowParameters.From), query.ReadOptional(FlowParameters.To));
        if (from > to) query.Faults.Add(FlowParameters.From.Name, "must not be after to");
        return (Held(from), Held(to));
    }

    /// <summary>The look-back window, or the range that stands in its place.</summary>
    public static Selection ReadWindowed(QueryReader query, TimeProvider time)
    {
        var filter = ReadFilter(query);
        var (from, to) = ReadRange(query);
        var seconds = query.Read(FlowParameters.WindowSeconds);
        var isRange = query.IsSent(FlowParameters.From) || query.IsSent(FlowParameters.To);
        if (isRange && query.IsSent(FlowParameters.WindowSeconds)) query.Faults.Add(FlowParameters.WindowSeconds.Name, "cannot stand beside from or to");
        if (!isRange)
        {
            to = time.GetUtcNow().ToUnixTimeMilliseconds();
            from = Held(to - (seconds * 1_000));
        }

        return new(TimeRange.WindowsOverlapping(from, to), filter);
    }

    /// <summary>There are no windows before 1970, nor past the last: further bounds say no more than these.</summary>
    private static long? Held(long? time) => time is { } value ? Math.Clamp(value, 0, Window.MaxTime) : null;
}
