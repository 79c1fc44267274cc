using Sentinel.Ingestor.Retrying;
using Sentinel.Ingestor.Writing;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Quarantine;

/// <summary>Puts records into quarantine, however long the store is away.</summary>
internal sealed class QuarantineWriter(IQuarantine quarantine, StorePreparation preparation, StoreRetry retry)
{
    private const int MaxRecords = 1_000;
    private const int MaxCharacters = 2_500_000;

    public async Task AddAsync(IReadOnlyList<QuarantinedRecord> records, CancellationToken cancellation)
    {
        if (records.Count == 0) return;
        await preparation.WaitAsync(cancellation);
        for (var start = 0; start < records.Count;)
        {
            var part = PartFrom(records, start);
            await retry.RunAsync(token => quarantine.AddAsync(part, token), cancellation);
            start += part.Count;
        }
    }

    /// <summary>At least one record.</summary>
    private static List<QuarantinedRecord> PartFrom(IReadOnlyList<QuarantinedRecord> records, int start)
    {
        var part = new List<QuarantinedRecord>();
        var characters = 0;
        for (var i = start; i < records.Count && part.Count < MaxRecords && characters < MaxCharacters; i++)
        {
            part.Add(records[i]);
            characters += records[i].Record.Length;
        }

        return part;
    }
}
