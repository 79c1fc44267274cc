using System.Text.Json;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bulk;

/// <summary>Which records the month before holds already: a message may be taken again after the month's end, and an id is an id of one index.</summary>
internal sealed class QuarantinedIds(EngineClient engine)
{
    public async Task<IReadOnlyList<QuarantinedRecord>> WithoutHeldAsync(IReadOnlyList<QuarantinedRecord> records, CancellationToken cancellation)
    {
        if (records.Count == 0) return records;
        using var body = new JsonBody();
        Write(body.Json, records);
        using var answer = (await engine.SendAsync(HttpMethod.Post, "_mget?_source=false&filter_path=docs._id,docs.found", body, cancellation)).ReadSuccess();
        if (!answer.RootElement.TryGetProperty("docs", out var found) || found.GetArrayLength() != records.Count) throw new StoreUnavailableException($"the engine did not answer all {records.Count} ids");
        return [.. records.Zip(found.EnumerateArray()).Where(pair => !IsFound(pair.Second)).Select(pair => pair.First)];
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<QuarantinedRecord> records)
    {
        json.WriteStartObject();
        json.WriteStartArray("docs");
        foreach (var record in records)
        {
            json.WriteStartObject();
            json.WriteString("_index", MonthIndexName.Of(MonthIndexName.Quarantine, record.ReceivedAt).Previous.Index);
            json.WriteString("_id", record.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Where the month has no index, there is an error instead.</summary>
    private static bool IsFound(JsonElement document) => document.TryGetProperty("found", out var found) && found.GetBoolean();
}
