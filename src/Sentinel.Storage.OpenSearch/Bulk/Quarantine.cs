using System.Globalization;
using System.Text.Json;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bulk;

internal sealed class Quarantine(EngineClient engine, BulkClient bulk, Indices indices) : IQuarantine
{
    private static readonly MonthLogFormat<QuarantinedRecord> Format = new(
        Template.Quarantine, MonthIndexName.Quarantine, "index", "received_at", record => record.Id, record => record.ReceivedAt, Write, Read);

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

    private static void Write(Utf8JsonWriter json, QuarantinedRecord record)
    {
        json.WriteString("reason", record.Reason);
        json.WriteString("record", record.Record);
        if (record.MessageId is { } message) json.WriteString("message_id", message);
        json.WriteString("received_at", record.ReceivedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
    }

    private static QuarantinedRecord Read(JsonElement source) => new(
        source.GetProperty("id").GetString()!,
        source.GetProperty("reason").GetString()!,
        source.GetProperty("record").GetString()!,
        source.TryGetProperty("message_id", out var message) ? message.GetString() : null,
        source.GetProperty("received_at").GetDateTimeOffset());
}
