using Sentinel.Ingestor.Retrying;
using Sentinel.Ingestor.Writing;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Quarantine;

/// <summary>
/// Puts records into quarantine, however long the store is away. What the store refuses is sent in halves; a record that it refuses alone is
/// cut, and given up where that does not help: it would be refused for ever, and hold its message and all of it.
/// </summary>
internal sealed partial class QuarantineWriter(IQuarantine quarantine, StorePreparation preparation, StoreRetry retry, ILogger<QuarantineWriter> logger)
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
        WriteRefusedException? refusal = null;
        await retry.RunAsync(async token => refusal = await TryAddAsync(part, token), cancellation);
        if (refusal is null) return;
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
            Log.GivenUp(logger, part[0].Id, part[0].MessageId, part[0].Reason, refusal.Message);
        }
    }

    private async Task<WriteRefusedException?> TryAddAsync(List<QuarantinedRecord> part, CancellationToken cancellation)
    {
        try
        {
            await quarantine.AddAsync(part, cancellation);
            return null;
        }
        catch (WriteRefusedException refusal)
        {
            return refusal;
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

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Error, "A record is not kept: quarantine refuses it even cut. Id {Id}, message {MessageId}, quarantined because: {Reason}. The store says: {Refusal}")]
        public static partial void GivenUp(ILogger logger, string id, string? messageId, string reason, string refusal);
    }
}
