using Sentinel.Contracts;
using Sentinel.Storage.Queries;

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

    /// <summary>How many of the rest may be stored or not: what became of them nobody was told, or that their day is not held.</summary>
    public int InDoubt
    {
        get
        {
            lock (gate) return rows.Count - stored;
        }
    }

    /// <summary>The first that were last seen within a time.</summary>
    public IReadOnlyList<FlowRow> First(int count, TimeSlice within)
    {
        List<FlowRow> sent;
        lock (gate) sent = [.. rows.Where(row => within.From <= row.Flow.LastSeen && row.Flow.LastSeen < within.To)];
        return count <= sent.Count ? sent[..count] : throw new ArgumentOutOfRangeException(nameof(count), $"{count} of {sent.Count} rows that were sent");
    }
}
