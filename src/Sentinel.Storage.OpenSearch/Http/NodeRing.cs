namespace Sentinel.Storage.OpenSearch.Http;

/// <summary>The nodes in turn; one that could not be reached comes last for a while.</summary>
internal sealed class NodeRing(IReadOnlyList<Uri> nodes, TimeProvider time)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly long[] restsUntil = new long[nodes.Count];
    private uint turn;

    /// <summary>Every node once, in the order in which to try them.</summary>
    public IReadOnlyList<int> NextOrder()
    {
        var first = (int)(Interlocked.Increment(ref turn) % (uint)nodes.Count);
        var now = time.GetTimestamp();
        return [.. Enumerable.Range(0, nodes.Count)
            .Select(step => (first + step) % nodes.Count)
            .OrderBy(node => Volatile.Read(ref restsUntil[node]) > now)];
    }

    public Uri this[int node] => nodes[node];

    public void Unreachable(int node) =>
        Volatile.Write(ref restsUntil[node], time.GetTimestamp() + (long)(Rest.TotalSeconds * time.TimestampFrequency));
}
