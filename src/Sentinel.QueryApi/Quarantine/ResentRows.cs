using Sentinel.Flows.Merging;
using Sentinel.Storage;

namespace Sentinel.QueryApi.Quarantine;

/// <summary>The rows that records are sent again by, and the records that have none.</summary>
internal sealed class ResentRows
{
    private readonly Dictionary<RecordId, int> rows = [];
    private readonly List<NotResentAnswer> notResent = [];

    public IEnumerable<RecordId> Rows => rows.Keys;

    /// <summary>Records of the rows.</summary>
    public long Records => rows.Values.Sum(count => (long)count);

    public IReadOnlyList<NotResentAnswer> NotResent => notResent;

    /// <summary>Of a walk through all records: each row comes with its first record, and is taken with it.</summary>
    public static ResentRows OfPage(IEnumerable<QuarantinedRecord> records)
    {
        var resent = new ResentRows();
        foreach (var record in records.Where(record => record.Origin is not { Place: > 0 })) resent.Add(record);
        return resent;
    }

    public void Add(QuarantinedRecord record)
    {
        if (record.Origin is { } origin && RecordId.TryParse(origin.Row, out var row)) rows[row] = origin.Count;
        else notResent.Add(new(record.Id, "not all was kept that it takes to count it: its text was cut, its batch named a wrong exporter, or an earlier version quarantined it"));
    }

    public void AddAbsent(string id) => notResent.Add(new(id, "does not lie in quarantine"));
}
