using System.Globalization;
using System.Text.Json;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bulk;

internal sealed class AuditLog(EngineClient engine, BulkClient bulk, Indices indices) : IAuditLog
{
    private static readonly MonthLogFormat<AuditEntry> Format = new(
        Template.Audit, MonthIndexName.Audit, "create", "at", entry => entry.Id, entry => entry.At, Write, Read);

    private readonly MonthLog<AuditEntry> log = new(Format, engine, bulk, indices);

    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellation)
    {
        var outcome = (await log.AddAsync([entry], cancellation))[0];
        if (outcome.Status is not (RowStatus.Stored or RowStatus.Duplicate))
            throw new StoreUnavailableException($"an entry was not taken into the audit log: {outcome.Reason}");
    }

    public Task<IReadOnlyList<AuditEntry>> ListAsync(int limit, CancellationToken cancellation) => log.ListAsync(limit, IAuditLog.MaxListed, cancellation);

    private static void Write(Utf8JsonWriter json, AuditEntry entry)
    {
        json.WriteString("at", entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("action", entry.Action);
        json.WriteString("actor", entry.Actor);
        if (entry.Origin is { } origin) json.WriteString("origin", origin);
        if (entry.Detail is { } detail) json.WriteString("detail", detail);
    }

    private static AuditEntry Read(JsonElement source) => new(
        source.GetProperty("id").GetString()!,
        source.GetProperty("at").GetDateTimeOffset(),
        source.GetProperty("action").GetString()!,
        source.GetProperty("actor").GetString()!,
        source.TryGetProperty("origin", out var origin) ? origin.GetString() : null,
        source.TryGetProperty("detail", out var detail) ? detail.GetString() : null);
}
