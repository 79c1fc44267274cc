using System.Globalization;
using System.Text.Json;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bulk;

internal sealed class Quarantine(EngineClient engine, BulkClient bulk, Indices indices) : IQuarantine
{
    private readonly QuarantinedIds ids = new(engine);

    public async Task AddAsync(IReadOnlyList<QuarantinedRecord> records, CancellationToken cancellation)
    {
        records = await ids.WithoutHeldAsync(records, cancellation);
        if (records.Count == 0) return;
        var outcomes = await WriteAsync(records, cancellation);
        if (outcomes.Any(outcome => outcome.Status == RowStatus.DayMissing))
        {
            foreach (var month in records.Select(record => QuarantineIndexName.Of(record.ReceivedAt)).Distinct())
                await indices.OpenAsync(Template.Quarantine, month.Index, month.WriteAlias, cancellation);
            outcomes = await WriteAsync(records, cancellation);
        }

        if (outcomes.FirstOrDefault(outcome => outcome.Status is RowStatus.Rejected) is { Reason: { } refusal })
            throw new WriteRefusedException(WriteRefusal.BadRequest, $"a record is not taken into quarantine: {refusal}");
        if (outcomes.FirstOrDefault(outcome => outcome.Status is not (RowStatus.Stored or RowStatus.Duplicate)) is { Reason: { } reason })
            throw new StoreUnavailableException($"not all records were taken into quarantine: {reason}");
    }

    public async Task<IReadOnlyList<QuarantinedRecord>> ListAsync(int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IQuarantine.MaxListed);
        using var body = new JsonBody();
        WriteNewestFirst(body.Json, limit);
        var path = $"{QuarantineIndexName.Pattern}/_search?allow_partial_search_results=false";
        using var answer = (await engine.SendAsync(HttpMethod.Post, path, body, cancellation)).ReadSuccess();
        SearchAnswer.RequireWhole(answer.RootElement);
        return [.. answer.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray().Select(Read)];
    }

    private static void WriteNewestFirst(Utf8JsonWriter json, int size)
    {
        json.WriteStartObject();
        json.WriteNumber("size", size);
        json.WriteStartArray("sort");
        WriteOrder(json, "received_at", "desc", "date");
        WriteOrder(json, "id", "asc", "keyword");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <param name="type">Of the field, for an index that a template without it made.</param>
    private static void WriteOrder(Utf8JsonWriter json, string field, string direction, string type)
    {
        json.WriteStartObject();
        json.WriteStartObject(field);
        json.WriteString("order", direction);
        json.WriteString("unmapped_type", type);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static QuarantinedRecord Read(JsonElement hit)
    {
        var source = hit.GetProperty("_source");
        return new(
            hit.GetProperty("_id").GetString()!,
            source.GetProperty("reason").GetString()!,
            source.GetProperty("record").GetString()!,
            source.TryGetProperty("message_id", out var message) ? message.GetString() : null,
            source.GetProperty("received_at").GetDateTimeOffset());
    }

    private async Task<RowOutcome[]> WriteAsync(IReadOnlyList<QuarantinedRecord> records, CancellationToken cancellation)
    {
        using var body = new JsonBody();
        foreach (var record in records) Write(body, record);
        return await bulk.SendAsync(body, records.Count, cancellation);
    }

    private static void Write(JsonBody body, QuarantinedRecord record)
    {
        var json = body.Json;
        json.WriteStartObject();
        json.WriteStartObject("index");
        json.WriteString("_index", QuarantineIndexName.Of(record.ReceivedAt).WriteAlias);
        json.WriteString("_id", record.Id);
        json.WriteEndObject();
        json.WriteEndObject();
        body.EndLine();
        json.WriteStartObject();
        json.WriteString("id", record.Id);
        json.WriteString("reason", record.Reason);
        json.WriteString("record", record.Record);
        if (record.MessageId is { } message) json.WriteString("message_id", message);
        json.WriteString("received_at", record.ReceivedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        json.WriteEndObject();
        body.EndLine();
    }
}
