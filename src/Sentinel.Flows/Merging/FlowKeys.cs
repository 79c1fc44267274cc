using Sentinel.Contracts;

namespace Sentinel.Flows.Merging;

/// <summary>Two flows are alike when they share a window and the value of every key field.</summary>
internal sealed class FlowKeys : IEqualityComparer<Flow>
{
    private static readonly Field[] Keys = [.. FlowFields.Keys];

    public static FlowKeys Comparer { get; } = new();

    public bool Equals(Flow? x, Flow? y)
    {
        if (ReferenceEquals(x, y)) return true;
        if (x is null || y is null || x.Window != y.Window) return false;
        foreach (var key in Keys)
        {
            if (!key.IsSame(x, y)) return false;
        }

        return true;
    }

    /// <summary>Of every key, so that no choice of values makes many unlike flows collide.</summary>
    public int GetHashCode(Flow obj)
    {
        var hash = new HashCode();
        hash.Add(obj.Window.Start);
        foreach (var key in Keys) key.AddTo(ref hash, obj);
        return hash.ToHashCode();
    }
}
