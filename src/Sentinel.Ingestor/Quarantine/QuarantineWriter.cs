using Sentinel.Ingestor.Retrying;
using Sentinel.Ingestor.Writing;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Quarantine;

/// <summary>
/// Puts records into quarantine, however long the store is away. What the store refuses is sent in halves, and a record that it refuses alone
/// is cut. One that it refuses even so is held with its message, loudly: no record is given up, and why it is refused needs a person.
/// </summary>
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
            await AddPartAsync(part, cancellation);
            start += part.Count;
        }
    }

    private async Task AddPartAsync(List<QuarantinedRecord> part, CancellationToken cancellation)
    {
        var isRefused = false;
        await retry.RunAsync(async token => isRefused = !await TryAddAsync(part, token), cancellation);
        if (!isRefused) return;
        if (part.Count > 1)
        {
            await AddPartAsync(part[..(part.Count / 2)], cancellation);
            await AddPartAsync(part[(part.Count / 2)..], cancellation);
        }
        else if (CutRecord.Of(part[0]) is { } cut)
        {
            await AddPartAsync([cut], cancellation);
        }
        else
        {
            await retry.RunAsync(token => quarantine.AddAsync(part, token), cancellation);
        }
    }

    /// <summary>False where the store refuses them as they stand.</summary>
    private async Task<bool> TryAddAsync(List<QuarantinedRecord> part, CancellationToken cancellation)
    {
        try
        {
            await quarantine.AddAsync(part, cancellation);
            return true;
        }
        catch (WriteRefusedException)
        {
            return false;
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
