namespace Sentinel.Storage.OpenSearch.Http;

/// <summary>The nodes in turn; one that could not be reached comes last for a while, and for a longer one each time.</summary>
internal sealed class NodeRing(IReadOnlyList<Uri> nodes, TimeProvider time)
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    private readonly Lock changing = new();
    private readonly TimeSpan[] rests = new TimeSpan[nodes.Count];
    private readonly DateTimeOffset[] restsUntil = new DateTimeOffset[nodes.Count];
    private uint turn;

    public bool HasSeveral => nodes.Count > 1;

    public Uri this[int node] => nodes[node];

    /// <summary>Every node once, in the order in which to try them.</summary>
    public IReadOnlyList<int> NextOrder()
    {
        lock (changing)
        {
            var first = (int)(turn++ % (uint)nodes.Count);
            var now = time.GetUtcNow();
            return [.. Enumerable.Range(0, nodes.Count)
                .Select(step => (first + step) % nodes.Count)
                .OrderBy(node => restsUntil[node] > now)];
        }
    }

    /// <returns>Whether that is news.</returns>
    public bool IsUnreachable(int node)
    {
        lock (changing)
        {
            var isNews = rests[node] == TimeSpan.Zero;
            var now = time.GetUtcNow();
            // Of many requests that fail at once the first alone makes it rest longer.
            if (restsUntil[node] > now) return isNews;
            rests[node] = isNews ? ShortestRest : rests[node] * 2 < LongestRest ? rests[node] * 2 : LongestRest;
            restsUntil[node] = now + rests[node];
            return isNews;
        }
    }

    /// <returns>Whether that is news.</returns>
    public bool IsReachable(int node)
    {
        if (rests[node] == TimeSpan.Zero) return false;
        lock (changing)
        {
            if (rests[node] == TimeSpan.Zero) return false;
            (rests[node], restsUntil[node]) = (TimeSpan.Zero, default);
            return true;
        }
    }
}
