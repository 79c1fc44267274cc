using System.Text.Json;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>A search's groups by day, since the engine adds in doubles and we add days exactly.</summary>
internal static class DayBuckets
{
    private const string Name = "days";

    /// <summary>Writes the whole of <c>aggs</c>: a bucket a day, and in each what <paramref name="inner"/> writes.</summary>
    public static void Write(Utf8JsonWriter json, int days, Action<Utf8JsonWriter> inner)
    {
        json.WriteStartObject("aggs");
        json.WriteStartObject(Name);
        json.WriteStartObject("terms");
        json.WriteString("field", "_index");
        json.WriteNumber("size", days);
        json.WriteEndObject();
        json.WriteStartObject("aggs");
        inner(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The buckets of the days that hold matching rows.</summary>
    public static IEnumerable<JsonElement> Read(JsonElement answer) =>
        answer.TryGetProperty("aggregations", out var aggregations) ? aggregations.GetProperty(Name).GetProperty("buckets").EnumerateArray() : [];
}
