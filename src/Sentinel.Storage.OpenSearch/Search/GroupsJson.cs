using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>Aggregations that group by a dimension. Within one shard they are exact; across shards only named groups are, and the first by key.</summary>
internal static class GroupsJson
{
    private const string PageKey = "key";

    /// <summary>The largest groups, by the measures, then key.</summary>
    /// <param name="sums">Writes at least the sums of the measures.</param>
    public static void WriteList(
        Utf8JsonWriter json, string name, Field dimension, IReadOnlyList<Measure> measures, int size, Action<Utf8JsonWriter> sums)
    {
        json.WriteStartObject(name);
        WriteTerms(json, dimension, size, () =>
        {
            json.WriteStartArray("order");
            foreach (var measure in measures) WriteOrder(json, Sums.FieldOf(measure).Name, "desc");
            WriteOrder(json, "_key", "asc");
            json.WriteEndArray();
        });
        WriteInner(json, sums);
        json.WriteEndObject();
    }

    /// <summary>The groups of these keys.</summary>
    /// <param name="inner">Writes what each of them tells.</param>
    public static void WriteNamed(
        Utf8JsonWriter json, string name, Field dimension, IReadOnlyList<FieldValue> keys, Action<Utf8JsonWriter> inner)
    {
        json.WriteStartObject(name);
        WriteTerms(json, dimension, keys.Count, () =>
        {
            json.WriteStartArray("include");
            foreach (var key in keys) KeyJson.Write(json, key);
            json.WriteEndArray();
        });
        WriteInner(json, inner);
        json.WriteEndObject();
    }

    /// <summary>The first groups in the order of their keys, exact across shards too: what one has first of all, it has first of its own.</summary>
    /// <param name="inner">Writes what each of them tells.</param>
    public static void WriteFirst(Utf8JsonWriter json, string name, Field dimension, int size, Action<Utf8JsonWriter> inner)
    {
        json.WriteStartObject(name);
        WriteTerms(json, dimension, size, () =>
        {
            json.WritePropertyName("order");
            WriteOrder(json, "_key", "asc");
        });
        WriteInner(json, inner);
        json.WriteEndObject();
    }

    /// <summary>The first groups behind a key in the order of their keys, exact across shards too; several times faster than <see cref="WriteFirst"/> where they are many.</summary>
    /// <param name="after">Null for the first of all.</param>
    /// <param name="inner">Writes what each of them tells, where that is more than how many.</param>
    public static void WritePage(Utf8JsonWriter json, string name, Field dimension, int size, FieldValue? after, Action<Utf8JsonWriter>? inner)
    {
        json.WriteStartObject(name);
        json.WriteStartObject("composite");
        json.WriteNumber("size", size);
        json.WriteStartArray("sources");
        json.WriteStartObject();
        json.WriteStartObject(PageKey);
        json.WriteStartObject("terms");
        json.WriteString("field", dimension.Name);
        // Of a day that a version without the field made: its keys would be words, and a number to begin behind is refused.
        if (dimension is NumberField) json.WriteString("value_type", "long");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        if (after is { } key)
        {
            json.WriteStartObject("after");
            json.WritePropertyName(PageKey);
            KeyJson.Write(json, key);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (inner is not null) WriteInner(json, inner);
        json.WriteEndObject();
    }

    /// <summary>Rows by their <c>last_seen</c>, in buckets of one length that hold some.</summary>
    /// <param name="inner">Writes what each of them tells, where that is more than how many.</param>
    public static void WriteTimes(Utf8JsonWriter json, string name, long step, Action<Utf8JsonWriter>? inner)
    {
        json.WriteStartObject(name);
        json.WriteStartObject("date_histogram");
        json.WriteString("field", FlowFields.LastSeen.Name);
        json.WriteString("fixed_interval", $"{step}ms");
        json.WriteNumber("min_doc_count", 1);
        json.WriteEndObject();
        if (inner is not null) WriteInner(json, inner);
        json.WriteEndObject();
    }

    public static FieldValue ReadKey(JsonElement group, Field dimension) => KeyJson.Read(group.GetProperty("key"), dimension);

    /// <summary>The key of a group of a page.</summary>
    public static FieldValue ReadPageKey(JsonElement group, Field dimension) => KeyJson.Read(group.GetProperty("key").GetProperty(PageKey), dimension);

    /// <summary>The last key of a page; null where it is empty.</summary>
    public static FieldValue? ReadLastKey(JsonElement bucket, string name, Field dimension) =>
        bucket.GetProperty(name).TryGetProperty("after_key", out var last) ? KeyJson.Read(last.GetProperty(PageKey), dimension) : default(FieldValue?);

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

    private static void WriteInner(Utf8JsonWriter json, Action<Utf8JsonWriter> inner)
    {
        json.WriteStartObject("aggs");
        inner(json);
        json.WriteEndObject();
    }

    private static void WriteOrder(Utf8JsonWriter json, string by, string direction)
    {
        json.WriteStartObject();
        json.WriteString(by, direction);
        json.WriteEndObject();
    }
}
