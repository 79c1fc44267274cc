using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>Aggregations that group by a dimension. Within one shard they are exact; across shards only named groups are, and the first by key.</summary>
internal static class GroupsJson
{
    /// <summary>The largest groups, by the measure, then key.</summary>
    public static void WriteList(Utf8JsonWriter json, string name, TopQuery query, int size, Action<Utf8JsonWriter> sums)
    {
        json.WriteStartObject(name);
        WriteTerms(json, query.Dimension, size, () =>
        {
            json.WriteStartArray("order");
            WriteOrder(json, SumsJson.FieldOf(query.By).Name, "desc");
            WriteOrder(json, "_key", "asc");
            json.WriteEndArray();
        });
        WriteSums(json, sums);
        json.WriteEndObject();
    }

    /// <summary>The groups of these keys, with every sum.</summary>
    public static void WriteNamed(Utf8JsonWriter json, string name, Field dimension, IReadOnlyList<FieldValue> keys)
    {
        json.WriteStartObject(name);
        WriteTerms(json, dimension, keys.Count, () =>
        {
            json.WriteStartArray("include");
            foreach (var key in keys) KeyJson.Write(json, key);
            json.WriteEndArray();
        });
        WriteSums(json, SumsJson.Write);
        json.WriteEndObject();
    }

    /// <summary>The first groups in the order of their keys, exact across shards too: what one has first of all, it has first of its own.</summary>
    public static void WriteFirst(Utf8JsonWriter json, string name, Field dimension, int size)
    {
        json.WriteStartObject(name);
        WriteTerms(json, dimension, size, () =>
        {
            json.WritePropertyName("order");
            WriteOrder(json, "_key", "asc");
        });
        json.WriteEndObject();
    }

    public static JsonElement.ArrayEnumerator Read(JsonElement bucket, string name) =>
        bucket.GetProperty(name).GetProperty("buckets").EnumerateArray();

    private static void WriteTerms(Utf8JsonWriter json, Field dimension, int size, Action more)
    {
        json.WriteStartObject("terms");
        json.WriteString("field", dimension.Name);
        json.WriteNumber("size", size);
        json.WriteNumber("shard_size", size);
        more();
        json.WriteEndObject();
    }

    private static void WriteSums(Utf8JsonWriter json, Action<Utf8JsonWriter> sums)
    {
        json.WriteStartObject("aggs");
        sums(json);
        json.WriteEndObject();
    }

    private static void WriteOrder(Utf8JsonWriter json, string by, string direction)
    {
        json.WriteStartObject();
        json.WriteString(by, direction);
        json.WriteEndObject();
    }
}
