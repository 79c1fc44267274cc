using System.Text.Json;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bulk;

/// <summary>All months of the quarantine, asked as one; none there is an empty one.</summary>
internal sealed class QuarantineIndices(EngineClient engine, BulkClient bulk)
{
    private const string Pattern = MonthIndexName.Quarantine + "*";

    public async Task<JsonDocument> SearchAsync(Action<Utf8JsonWriter> write, CancellationToken cancellation)
    {
        using var body = new JsonBody();
        body.Json.WriteStartObject();
        write(body.Json);
        body.Json.WriteEndObject();
        return (await engine.SendAsync(HttpMethod.Post, $"{Pattern}/_search?allow_partial_search_results=false", body, cancellation)).ReadWhole();
    }

    /// <summary>Lets a search see all that was added.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        using var answer = (await engine.SendAsync(HttpMethod.Post, $"{Pattern}/_refresh", null, cancellation)).ReadSuccess();
        if (answer.RootElement.GetProperty("_shards").GetProperty("failed").GetInt32() > 0)
            throw new StoreUnavailableException("the quarantine was not refreshed whole");
    }

    /// <summary>Removes records that a search sees.</summary>
    /// <param name="max">At most so many.</param>
    /// <returns>How many it found, and how many of them were still there to be removed.</returns>
    public async Task<(int Found, int Removed)> RemoveAsync(QuarantineFilter filter, int max, CancellationToken cancellation)
    {
        using var found = await SearchAsync(
            json =>
            {
                json.WriteNumber("size", max);
                json.WriteBoolean("_source", false);
                QuarantineQuery.Write(json, filter);
            },
            cancellation);
        var hits = found.RootElement.GetProperty("hits").GetProperty("hits");
        if (hits.GetArrayLength() == 0) return (0, 0);
        using var body = new JsonBody();
        foreach (var hit in hits.EnumerateArray()) WriteDelete(body, hit.GetProperty("_index").GetString()!, hit.GetProperty("_id").GetString()!);
        var outcomes = await bulk.SendAsync(body, "delete", hits.GetArrayLength(), cancellation);
        // Of a delete the engine says 404 where somebody else was faster.
        if (outcomes.FirstOrDefault(outcome => outcome.Status is not (RowStatus.Duplicate or RowStatus.DayMissing)) is { Reason: { } reason })
            throw new StoreUnavailableException($"not all records were removed from quarantine: {reason}");
        return (outcomes.Length, outcomes.Count(outcome => outcome.Status == RowStatus.Duplicate));
    }

    public static IEnumerable<QuarantinedRecord> ReadHits(JsonElement answer) =>
        answer.GetProperty("hits").GetProperty("hits").EnumerateArray().Select(hit => QuarantineSource.Read(hit.GetProperty("_source")));

    private static void WriteDelete(JsonBody body, string index, string id)
    {
        body.Json.WriteStartObject();
        body.Json.WriteStartObject("delete");
        body.Json.WriteString("_index", $"write-{index}");
        body.Json.WriteString("_id", id);
        body.Json.WriteEndObject();
        body.Json.WriteEndObject();
        body.EndLine();
    }
}
