using Sentinel.QueryApi.Requests;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Firewall;

/// <summary>The largest items of a firewall's records.</summary>
/// <param name="Size">0 to <see cref="FirewallParameters.MaxSize"/>.</param>
internal sealed record StatisticRequest(FirewallRequest Firewall, Selection Selection, StatisticItem Item, int Size)
{
    /// <summary>Null where something is wrong.</summary>
    public static StatisticRequest? Read(QueryReader query, string project, TimeProvider time, out FirewallError error)
    {
        error = FirewallError.IncorrectTimeRange;
        var hasRange = query.TryRead(FirewallParameters.Range, out var length);
        if (query.IsSent(FirewallParameters.Range) && !hasRange) return null;
        var firewall = FirewallRequest.Read(query, project);
        query.TryRequire(FirewallParameters.LogType, out _);
        query.TryRequire(FirewallParameters.Item, out var item);
        var asset = query.TryRead(FirewallParameters.AssetType, out var assets) ? assets : Filter.Everything;
        var size = query.Read(FirewallParameters.Size);
        var (start, end) = (query.ReadOptional(FirewallParameters.Start), query.ReadOptional(FirewallParameters.End));
        if (query.Faults.First is { } fault)
        {
            error = FirewallError.Request(fault);
            return null;
        }

        if (hasRange && start is null && end is null) (start, end) = Last(length, time);
        if (!(start <= end)) return null;
        return new(firewall, new(TimeRange.LastSeenBetween(start, end), new Filter.All([firewall.Filter, item.Records, asset])), item, (int)size);
    }

    private static (long Start, long End) Last(long length, TimeProvider time)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return (now - length, now);
    }
}
