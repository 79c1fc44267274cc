using Sentinel.Conservation.Tests.Publishing;
using Sentinel.Contracts;
using Sentinel.Storage;
using Sentinel.Storage.Queries;

namespace Sentinel.Conservation.Tests.Judging;

/// <summary>
/// Holds a store to what was confirmed, once nothing is under way any more: the same rows by id, each with its sums, and the same records in
/// quarantine; nothing less, nothing else, nothing twice. A message that was sent and not confirmed may be there or not. From a broker it is
/// there whole or not at all; posted to a process that died over it, it may be there in part, for who posted it was told nothing.
/// </summary>
internal static class Judge
{
    /// <summary>How long before and after the test's day flows are stored; what is out of bounds lies far beyond.</summary>
    public static readonly TimeSpan Held = TimeSpan.FromDays(1_000);

    /// <returns>What was counted, in a few words.</returns>
    public static async Task<string> AssertAsync(
        IFlowReader reader, IQuarantine quarantine, Ledger ledger, DateTimeOffset now, bool mayBeInPart, CancellationToken cancellation)
    {
        var rows = await AllRowsAsync(reader, cancellation);
        var stored = rows.DistinctBy(row => row.Id).ToDictionary(row => row.Id, row => Sums.Of(row.Flow));
        Assert.Equal(stored.Count, rows.Count);
        var quarantined = (await quarantine.ListAsync(IQuarantine.MaxListed, cancellation)).Select(record => record.Id).ToList();
        Assert.InRange(quarantined.Count, 0, IQuarantine.MaxListed - 1);
        var held = quarantined.ToHashSet(StringComparer.Ordinal);
        Assert.Equal(held.Count, quarantined.Count);

        var traces = ledger.Confirmed.Select(TraceOf).ToList();
        var arrived = ledger.Unconfirmed.Select(TraceOf).Where(trace => trace.Rows.Keys.Any(stored.ContainsKey) || trace.Quarantined.Overlaps(held)).ToList();
        var all = traces.Concat(mayBeInPart ? arrived.Select(trace => trace.Among(stored, held)) : arrived).ToList();

        var expected = all.SelectMany(trace => trace.Rows).DistinctBy(row => row.Key).ToDictionary();
        AssertSame(expected.Keys, stored.Keys, "rows");
        AssertSame(all.SelectMany(trace => trace.Quarantined).ToHashSet(StringComparer.Ordinal), held, "quarantined records");
        Assert.Empty(expected.Where(row => stored[row.Key] != row.Value).Take(10));
        var sums = Sum(expected.Values);
        Assert.Equal(sums, Sum(stored.Values));
        Assert.Equal(sums, (await reader.TotalsAsync(Selection.Everything, cancellation)).Sums);
        return $"{traces.Count} messages confirmed, {ledger.Unconfirmed.Count} not, of which {arrived.Count} arrived; "
            + $"{rows.Count} rows of {sums.Flows} flows, {sums.Packets} packets, {sums.Bytes} bytes; {held.Count} records in quarantine";

        Trace TraceOf(Message message) => message.Expected(Held, now);
    }

    private static void AssertSame<T>(IReadOnlyCollection<T> expected, IReadOnlyCollection<T> actual, string what)
        where T : notnull
    {
        var (missing, surplus) = (expected.Except(actual).ToList(), actual.Except(expected).ToList());
        Assert.True(
            missing.Count == 0 && surplus.Count == 0,
            $"of {expected.Count} {what} {missing.Count} are missing ({string.Join(' ', missing.Take(5))}), and {surplus.Count} are there that should not be ({string.Join(' ', surplus.Take(5))})");
    }

    private static Sums Sum(IEnumerable<Sums> sums) => sums.Aggregate(default(Sums), (sum, next) => sum + next);

    private static async Task<List<FlowRow>> AllRowsAsync(IFlowReader reader, CancellationToken cancellation)
    {
        var rows = new List<FlowRow>();
        RowPosition? after = null;
        while (true)
        {
            var page = await reader.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, FindQuery.MaxLimit, after), cancellation);
            rows.AddRange(page.Rows);
            if (!page.HasMore) return rows;
            after = RowPosition.Of(page.Rows[^1], RowOrder.NewestFirst);
        }
    }
}
