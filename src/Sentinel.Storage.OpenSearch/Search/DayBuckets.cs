using System.Text.Json;
using Sentinel.Storage.OpenSearch.Bootstrap;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>A search's groups by day, since the engine adds in doubles and we add days exactly.</summary>
internal static class DayBuckets
{
    private const string Name = "days";
    private const string Index = "_index";

    /// <summary>Writes the whole of <c>aggs</c>: a bucket a day, and in each what <paramref name="inner"/> writes.</summary>
    public static void Write(Utf8JsonWriter json, int days, Action<Utf8JsonWriter> inner)
    {
        json.WriteStartObject("aggs");
        json.WriteStartObject(Name);
        json.WriteStartObject("terms");
        json.WriteString("field", Index);
        json.WriteNumber("size", days);
        json.WriteEndObject();
        json.WriteStartObject("aggs");
        inner(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes the condition that a row lies on one of the days.</summary>
    public static void WriteFilter(Utf8JsonWriter json, IReadOnlyList<StoredIndex> days)
    {
        json.WriteStartObject();
        json.WriteStartObject("terms");
        json.WriteStartArray(Index);
        foreach (var day in days) json.WriteStringValue(day.Name);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The buckets of the days that hold matching rows.</summary>
    public static IEnumerable<JsonElement> Read(JsonElement answer) =>
        answer.TryGetProperty("aggregations", out var aggregations) ? aggregations.GetProperty(Name).GetProperty("buckets").EnumerateArray() : [];
}
