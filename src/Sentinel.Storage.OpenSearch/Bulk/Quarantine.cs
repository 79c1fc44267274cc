using System.Text.Json;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bulk;

internal sealed class Quarantine(EngineClient engine, BulkClient bulk, Indices indices, QuarantineIndices quarantine) : IQuarantine
{
    /// <summary>Whole records of a search's answer; a message of 16 MiB may have far more to a row.</summary>
    private const int MaxReadAtOnce = 5_000;

    private const int MaxRemovedAtOnce = 10_000;

    private static readonly MonthLogFormat<QuarantinedRecord> Format = new(
        Template.Quarantine, MonthIndexName.Quarantine, "index", "received_at", record => record.Id, record => record.ReceivedAt, QuarantineSource.Write, QuarantineSource.Read);

    private readonly MonthLog<QuarantinedRecord> log = new(Format, engine, bulk, indices);
    private readonly QuarantinedIds ids = new(engine);

    public async Task AddAsync(IReadOnlyList<QuarantinedRecord> records, CancellationToken cancellation)
    {
        records = await ids.WithoutHeldAsync(records, cancellation);
        if (records.Count == 0) return;
        var outcomes = await log.AddAsync(records, cancellation);
        if (outcomes.FirstOrDefault(outcome => outcome.Status is RowStatus.Rejected) is { Reason: { } refusal })
            throw new WriteRefusedException(WriteRefusal.BadRequest, $"a record is not taken into quarantine: {refusal}");
        if (outcomes.FirstOrDefault(outcome => outcome.Status is not (RowStatus.Stored or RowStatus.Duplicate)) is { Reason: { } reason })
            throw new StoreUnavailableException($"not all records were taken into quarantine: {reason}");
    }

    public Task<IReadOnlyList<QuarantinedRecord>> ListAsync(int limit, CancellationToken cancellation) =>
        log.ListAsync(limit, IQuarantine.MaxListed, cancellation);

    public async Task<IReadOnlyList<QuarantinedRecord>> ReadRowAsync(string row, CancellationToken cancellation)
    {
        await quarantine.RefreshAsync(cancellation);
        var records = new List<QuarantinedRecord>();
        for (var found = MaxReadAtOnce; found == MaxReadAtOnce;)
        {
            using var answer = await quarantine.SearchAsync(json => WriteRow(json, row, records.Count > 0 ? records[^1].Id : null), cancellation);
            var before = records.Count;
            records.AddRange(QuarantineIndices.ReadHits(answer.RootElement));
            found = records.Count - before;
        }

        return [.. records.OrderBy(record => record.Origin!.Place)];
    }

    public async Task<long> RemoveAsync(QuarantineFilter filter, CancellationToken cancellation)
    {
        var all = 0L;
        for (var found = MaxRemovedAtOnce; found == MaxRemovedAtOnce;)
        {
            await quarantine.RefreshAsync(cancellation);
            (found, var removed) = await quarantine.RemoveAsync(filter, MaxRemovedAtOnce, cancellation);
            all += removed;
        }

        await quarantine.RefreshAsync(cancellation);
        return all;
    }

    private static void WriteRow(Utf8JsonWriter json, string row, string? after)
    {
        json.WriteNumber("size", MaxReadAtOnce);
        QuarantineQuery.Write(json, new(Row: row));
        json.WriteStartArray("sort");
        json.WriteStringValue("id");
        json.WriteEndArray();
        if (after is null) return;
        json.WriteStartArray("search_after");
        json.WriteStringValue(after);
        json.WriteEndArray();
    }
}
