using System.Runtime.CompilerServices;
using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Search;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.RollingUp;

/// <summary>The lines that the rows of a day, as it was at one moment, add up to.</summary>
internal sealed class DayLines(SearchClient search, PointInTime point)
{
    private const string Name = "lines";
    private const int PageLines = 2_000;

    /// <summary>Buckets that are read together: each page of theirs reads the rows of all of them.</summary>
    private const int Together = 12;

    /// <summary>By bucket, and within one always in the same order, a page at a time.</summary>
    /// <param name="starts">Of buckets within the day, ascending.</param>
    public async IAsyncEnumerable<IReadOnlyList<RollupLine>> ReadAsync(
        RollupTier tier, IEnumerable<long> starts, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var some in starts.Chunk(Together))
        {
            JsonElement? after = null;
            do
            {
                using var answer = await search.SearchAsync(point, json => Write(json, tier, some, after), cancellation);
                var page = answer.RootElement.GetProperty("aggregations").GetProperty(Name);
                List<RollupLine> lines = [.. page.GetProperty("buckets").EnumerateArray().Select(bucket => Read(bucket, tier))];
                after = page.TryGetProperty("after_key", out var last) && lines.Count == PageLines ? last.Clone() : null;
                if (lines.Count > 0) yield return lines;
            }
            while (after is not null);
        }
    }

    private static RollupLine Read(JsonElement bucket, RollupTier tier)
    {
        var key = bucket.GetProperty("key");
        var fields = Rollup.Fields.Select(field => ReadKey(key.GetProperty(field.Name), field));
        return new(key.GetProperty(tier.Field).GetInt64(), [.. fields], SumsJson.Read(bucket));
    }

    private static FieldValue? ReadKey(JsonElement key, Field field) =>
        key.ValueKind == JsonValueKind.Null ? default(FieldValue?) : KeyJson.Read(key, field);

    private static void Write(Utf8JsonWriter json, RollupTier tier, IEnumerable<long> starts, JsonElement? after)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        json.WritePropertyName("query");
        FilterJson.Write(json, new Filter.Any([.. starts.Select(start => new Filter.Between(FlowFields.Timestamp, start + Window.Milliseconds, start + tier.Length))]));
        json.WriteStartObject("aggs");
        json.WriteStartObject(Name);
        json.WriteStartObject("composite");
        json.WriteNumber("size", PageLines);
        json.WriteStartArray("sources");
        WriteSource(json, tier.Field, "date_histogram", FlowFields.LastSeen, () => json.WriteString("fixed_interval", $"{tier.Length}ms"));
        foreach (var field in Rollup.Fields) WriteSource(json, field.Name, "terms", field, () => json.WriteBoolean("missing_bucket", true));
        json.WriteEndArray();
        if (after is { } last)
        {
            json.WritePropertyName("after");
            last.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteStartObject("aggs");
        SumsJson.Write(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, string name, string kind, Field field, Action more)
    {
        json.WriteStartObject();
        json.WriteStartObject(name);
        json.WriteStartObject(kind);
        json.WriteString("field", field.Name);
        more();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
