using System.Text.Json;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bulk;

/// <summary>A log kept in an index a month, made by the first entry of the month. An entry's id makes it one, however often it is added.</summary>
internal sealed class MonthLog<T>(MonthLogFormat<T> format, EngineClient engine, BulkClient bulk, Indices indices)
{
    /// <returns>An outcome an entry; none says that its month is missing, save where it went away again at once.</returns>
    public async Task<RowOutcome[]> AddAsync(IReadOnlyList<T> entries, CancellationToken cancellation)
    {
        var outcomes = await WriteAsync(entries, cancellation);
        if (outcomes.All(outcome => outcome.Status != RowStatus.DayMissing)) return outcomes;
        foreach (var month in entries.Select(MonthOf).Distinct())
            await indices.OpenAsync(format.Template, month.Index, [month.WriteAlias], cancellation);
        return await WriteAsync(entries, cancellation);
    }

    /// <summary>The newest entries by their time, then by id.</summary>
    public async Task<IReadOnlyList<T>> ListAsync(int limit, int max, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, max);
        using var body = new JsonBody();
        WriteNewestFirst(body.Json, limit);
        using var answer = (await engine.SendAsync(HttpMethod.Post, $"{format.Log}*/_search?allow_partial_search_results=false", body, cancellation)).ReadWhole();
        return [.. answer.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray().Select(hit => format.Read(hit.GetProperty("_source")))];
    }

    public MonthIndexName MonthOf(T entry) => MonthIndexName.Of(format.Log, format.TimeOf(entry));

    private async Task<RowOutcome[]> WriteAsync(IReadOnlyList<T> entries, CancellationToken cancellation)
    {
        using var body = new JsonBody();
        foreach (var entry in entries) Write(body, entry);
        return await bulk.SendAsync(body, format.Op, entries.Count, cancellation);
    }

    private void Write(JsonBody body, T entry)
    {
        var json = body.Json;
        json.WriteStartObject();
        json.WriteStartObject(format.Op);
        json.WriteString("_index", MonthOf(entry).WriteAlias);
        json.WriteString("_id", format.IdOf(entry));
        json.WriteEndObject();
        json.WriteEndObject();
        body.EndLine();
        json.WriteStartObject();
        json.WriteString("id", format.IdOf(entry));
        format.Write(json, entry);
        json.WriteEndObject();
        body.EndLine();
    }

    private void WriteNewestFirst(Utf8JsonWriter json, int size)
    {
        json.WriteStartObject();
        json.WriteNumber("size", size);
        json.WriteStartArray("sort");
        WriteOrder(json, format.TimeField, "desc", "date");
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
}
