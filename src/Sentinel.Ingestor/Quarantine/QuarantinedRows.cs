using Sentinel.Flows.Merging;
using Sentinel.Ingestor.Retrying;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Quarantine;

/// <summary>Reads rows out of quarantine to be taken again, and removes those that need not lie there any more, however long the store is away.</summary>
internal sealed partial class QuarantinedRows(IQuarantine quarantine, StoreRetry retry, ILogger<QuarantinedRows> logger)
{
    /// <summary>Null where it is not there, or not whole: then it stays as it is.</summary>
    public async Task<QuarantinedRow?> ReadAsync(RecordId row, CancellationToken cancellation)
    {
        IReadOnlyList<QuarantinedRecord> found = [];
        await retry.RunAsync(async token => found = await quarantine.ReadRowAsync(row.ToString(), token), cancellation);
        if (found.Count == 0) return null;
        var whole = QuarantinedRow.Of(found);
        if (whole is null) Log.NotWhole(logger, row.ToString(), found.Count, found[0].Origin?.Count ?? found.Count);
        return whole;
    }

    public Task RemoveAsync(RecordId row, CancellationToken cancellation) =>
        retry.RunAsync(token => quarantine.RemoveAsync(new(Row: row.ToString()), token), cancellation);

    private static partial class Log
    {
        [LoggerMessage(1701, LogLevel.Warning, "Row {Row} stays in quarantine: {Found} of its {Count} records are there, or the text of one is not whole")]
        public static partial void NotWhole(ILogger logger, string row, int found, int count);
    }
}
