using Sentinel.Contracts;

namespace Sentinel.Storage.Tests.Judging;

/// <summary>What one writer wrote on one day, in its order, one write after the other: whoever looks sees the first of them, however many.</summary>
public sealed class WrittenRows
{
    private readonly Lock gate = new();
    private readonly List<FlowRow> rows = [];
    private int stored;

    /// <summary>How many are stored for certain.</summary>
    public int Stored
    {
        get
        {
            lock (gate) return stored;
        }
    }

    /// <summary>Before they are sent.</summary>
    public void Begin(IEnumerable<FlowRow> sent)
    {
        lock (gate) rows.AddRange(sent);
    }

    public void Acknowledge(int count)
    {
        lock (gate) stored += count;
    }

    public IReadOnlyList<FlowRow> First(int count)
    {
        lock (gate) return count <= rows.Count ? rows[..count] : throw new ArgumentOutOfRangeException(nameof(count), $"{count} of {rows.Count} rows that were sent");
    }
}
