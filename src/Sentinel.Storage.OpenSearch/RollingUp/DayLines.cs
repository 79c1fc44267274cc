using System.Runtime.CompilerServices;
using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Search;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.RollingUp;

/// <summary>The lines that the rows of a day, as it was at one moment, add up to.</summary>
internal sealed class DayLines(SearchClient search, PointInTime point)
{
    private const string Name = "lines";
    private const int PageLines = 2_000;

    /// <summary>Of one bucket, always in the same order, a page at a time.</summary>
    /// <param name="bucket">Within the day; whole windows.</param>
    public async IAsyncEnumerable<IReadOnlyList<RollupLine>> ReadAsync(TimeSlice bucket, [EnumeratorCancellation] CancellationToken cancellation)
    {
        JsonElement? after = null;
        do
        {
            using var answer = await search.SearchAsync(point, json => Write(json, bucket, after), cancellation);
            var page = answer.RootElement.GetProperty("aggregations").GetProperty(Name);
            List<RollupLine> lines = [.. page.GetProperty("buckets").EnumerateArray().Select(Read)];
            after = page.TryGetProperty("after_key", out var last) && lines.Count == PageLines ? last.Clone() : null;
            if (lines.Count > 0) yield return lines;
        }
        while (after is not null);
    }

    private static RollupLine Read(JsonElement bucket)
    {
        var key = bucket.GetProperty("key");
        return new([.. Rollup.Fields.Select(field => ReadKey(key.GetProperty(field.Name), field))], SumsJson.Read(bucket));
    }

    private static FieldValue? ReadKey(JsonElement key, Field field) =>
        key.ValueKind == JsonValueKind.Null ? default(FieldValue?) : KeyJson.Read(key, field);

    private static void Write(Utf8JsonWriter json, TimeSlice bucket, JsonElement? after)
    {
        json.WriteNumber("size", 0);
        json.WriteBoolean("track_total_hits", false);
        json.WritePropertyName("query");
        FilterJson.Write(json, new Filter.Between(FlowFields.Timestamp, bucket.From + Window.Milliseconds, bucket.To));
        json.WriteStartObject("aggs");
        json.WriteStartObject(Name);
        json.WriteStartObject("composite");
        json.WriteNumber("size", PageLines);
        json.WriteStartArray("sources");
        foreach (var field in Rollup.Fields) WriteSource(json, field);
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

    private static void WriteSource(Utf8JsonWriter json, Field field)
    {
        json.WriteStartObject();
        json.WriteStartObject(field.Name);
        json.WriteStartObject("terms");
        json.WriteString("field", field.Name);
        json.WriteBoolean("missing_bucket", true);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
