using System.Text.Json;
using Sentinel.Storage.OpenSearch.Bulk;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>The aggregation that counts records by their cause, with the newest of each.</summary>
internal static class QuarantineCauses
{
    public static void Write(Utf8JsonWriter json, int samples)
    {
        json.WriteStartObject("aggs");
        json.WriteStartObject("causes");
        json.WriteStartObject("terms");
        json.WriteString("field", "cause");
        json.WriteString("missing", RefusalCause.Unknown.Word());
        json.WriteNumber("size", RefusalCauses.All.Count);
        json.WriteEndObject();
        json.WriteStartObject("aggs");
        WriteOfTime(json, "oldest", "min");
        WriteOfTime(json, "newest", "max");
        json.WriteStartObject("samples");
        json.WriteStartObject("top_hits");
        json.WriteNumber("size", samples);
        WriteExcerpts(json, "desc");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Hits in the order of the time they were received, then by id, without their texts.</summary>
    public static void WriteExcerpts(Utf8JsonWriter json, string direction)
    {
        json.WriteStartArray("sort");
        json.WriteStartObject();
        json.WriteString("received_at", direction);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("id", "asc");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("_source");
        json.WriteString("excludes", QuarantineSource.Text);
        json.WriteEndObject();
    }

    public static IReadOnlyList<QuarantinedCause> Read(JsonElement answer)
    {
        // Without an index there is no aggregation.
        if (!answer.TryGetProperty("aggregations", out var aggregations)) return [];
        return
        [
            .. aggregations.GetProperty("causes").GetProperty("buckets").EnumerateArray().Select(ReadCause)
                .OrderByDescending(cause => cause.Count).ThenBy(cause => cause.Cause.Word(), StringComparer.Ordinal),
        ];
    }

    private static QuarantinedCause ReadCause(JsonElement bucket) => new(
        RefusalCauses.Of(bucket.GetProperty("key").GetString()),
        bucket.GetProperty("doc_count").GetInt64(),
        (long)bucket.GetProperty("oldest").GetProperty("value").GetDouble(),
        (long)bucket.GetProperty("newest").GetProperty("value").GetDouble(),
        [.. QuarantineIndices.ReadHits(bucket.GetProperty("samples"))]);

    private static void WriteOfTime(Utf8JsonWriter json, string name, string function)
    {
        json.WriteStartObject(name);
        json.WriteStartObject(function);
        json.WriteString("field", "received_at");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
