using Sentinel.Contracts;
using Sentinel.QueryApi.Security;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Vpn;

/// <summary>The questions about clients, which are subscribers: only rows that have one count.</summary>
internal static class ClientTraffic
{
    private static readonly Filter OfClients = new Filter.Has(FlowFields.SubscriberId);

    /// <summary>As far back as anything is known.</summary>
    public static Selection Ever { get; } = new(TimeRange.Everything, OfClients) { WithRollups = true };

    public static Selection In(TimeRange range) => Ever with { Range = range };

    public static Selection Of(string client) => Ever with { Filter = Filter.Is(FlowFields.SubscriberId, client) };

    /// <summary>The sums of all, and when the newest row was seen.</summary>
    public static async Task<(Traffic Traffic, Totals Totals)> SumAsync(CallersFlows flows, Selection selection, CancellationToken cancellation)
    {
        var directions = await flows.TopAsync(new(selection, FlowFields.Direction, Measure.Bytes, TopQuery.MaxLimit), cancellation);
        return (Traffic.Of(SumsOf(Directions.Outbound), SumsOf(Directions.Inbound)), directions.Totals);

        Sums SumsOf(string direction) => directions.Entries.FirstOrDefault(entry => entry.Key == FieldValue.FromKeyword(direction))?.Sums ?? default;
    }

    /// <summary>Those with the most traffic, the largest first; one whose rows are gone before they are summed is none any more.</summary>
    public static async Task<IReadOnlyList<(string Name, Traffic Traffic)>> LargestAsync(
        CallersFlows flows, Selection selection, int limit, CancellationToken cancellation)
    {
        var both = selection.And(new Filter.In(FlowFields.Direction, Traffic.ByDirection.Keys));
        var largest = await flows.TopAsync(new(both, FlowFields.SubscriberId, Measure.Bytes, limit), cancellation);
        if (largest.Entries.Count == 0) return [];
        var names = largest.Entries.Select(entry => entry.Key).ToList();
        var traffic = await ByClientAsync(flows, selection.And(new Filter.In(FlowFields.SubscriberId, names)), cancellation);
        return [.. names.Where(traffic.ContainsKey).Select(name => (name.AsKeyword(), traffic[name]))];
    }

    /// <summary>Of every client that has traffic in either direction.</summary>
    public static async Task<IReadOnlyDictionary<FieldValue, Traffic>> ByClientAsync(CallersFlows flows, Selection selection, CancellationToken cancellation)
    {
        var traffic = new Dictionary<FieldValue, Traffic>();
        foreach (var direction in new[] { Directions.Outbound, Directions.Inbound })
        {
            foreach (var (client, sums, _) in await AllAsync(flows, selection.And(Filter.Is(FlowFields.Direction, direction)), cancellation))
            {
                var own = direction is Directions.Outbound ? Traffic.Of(sums, default) : Traffic.Of(default, sums);
                traffic[client] = traffic.GetValueOrDefault(client) + own;
            }
        }

        return traffic;
    }

    /// <summary>Every client with its sums, by name.</summary>
    public static async Task<IReadOnlyList<TopEntry>> AllAsync(CallersFlows flows, Selection selection, CancellationToken cancellation)
    {
        var clients = new List<TopEntry>();
        while (true)
        {
            var page = await flows.GroupsAsync(new(selection, FlowFields.SubscriberId, GroupsQuery.MaxLimit, clients is [.., var last] ? last.Key : default(FieldValue?)), cancellation);
            clients.AddRange(page);
            if (page.Count < GroupsQuery.MaxLimit) return clients;
        }
    }
}
