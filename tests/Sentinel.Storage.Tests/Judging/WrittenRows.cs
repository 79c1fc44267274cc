using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Tests.Judging;

/// <summary>What one writer wrote on one day, in its order, one write after the other: whoever looks sees the first of them, however many.</summary>
public sealed class WrittenRows
{
    private readonly Lock gate = new();
    private readonly List<FlowRow> rows = [];
    private int stored;
    private int notHeldFirst;

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

    /// <summary>What became of those that were sent last.</summary>
    public void Acknowledge(IReadOnlyCollection<RowStatus> told)
    {
        lock (gate)
        {
            stored += told.Count(status => status is RowStatus.Stored or RowStatus.Duplicate);
            if (stored == 0) notHeldFirst += told.Count;
        }
    }

    /// <summary>How many of the rest may be stored or not: what became of them nobody was told, or that their day is not held.</summary>
    public int InDoubt
    {
        get
        {
            lock (gate) return rows.Count - stored;
        }
    }

    /// <summary>
    /// The first that were last seen within a time; where those that were sent first were told that their day is not held, also the first without
    /// them: a day that is being given up may have had no index for them, and one for the next.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<FlowRow>> First(int count, TimeSlice within)
    {
        lock (gate)
        {
            var (all, others) = (Sent(0, within), Sent(notHeldFirst, within));
            if (count > all.Count) throw new ArgumentOutOfRangeException(nameof(count), $"{count} of {all.Count} rows that were sent");
            return count > others.Count || notHeldFirst == 0 ? [all[..count]] : [all[..count], others[..count]];
        }
    }

    /// <summary>Those behind so many.</summary>
    private List<FlowRow> Sent(int skipped, TimeSlice within) => [.. rows.Skip(skipped).Where(row => within.From <= row.Flow.LastSeen && row.Flow.LastSeen < within.To)];
}
