using System.Text.Json;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>A search's groups by index, since the engine adds in doubles and we add them exactly.</summary>
internal static class IndexBuckets
{
    private const string Name = "indices";
    private const string Index = "_index";

    /// <summary>Writes the whole of <c>aggs</c>: a bucket an index, and in each what <paramref name="inner"/> writes.</summary>
    public static void Write(Utf8JsonWriter json, int indices, Action<Utf8JsonWriter> inner) => Write(
        json,
        kind =>
        {
            kind.WriteStartObject("terms");
            kind.WriteString("field", Index);
            kind.WriteNumber("size", indices);
            kind.WriteEndObject();
        },
        inner);

    /// <summary>
    /// As <see cref="Write(Utf8JsonWriter,int,Action{Utf8JsonWriter})"/>, of one index, whose bucket has no name. Groups inside a bucket that may be one of several are
    /// hashed, which takes an eighth longer where they are as many as pairs.
    /// </summary>
    public static void WriteOnly(Utf8JsonWriter json, Action<Utf8JsonWriter> inner) => Write(
        json,
        kind =>
        {
            kind.WriteStartObject("filters");
            kind.WriteStartArray("filters");
            FilterJson.Write(kind, Filter.Everything);
            kind.WriteEndArray();
            kind.WriteEndObject();
        },
        inner);

    /// <summary>Writes the condition that a document lies in one of the indices.</summary>
    public static void WriteFilter(Utf8JsonWriter json, IReadOnlyList<StoredIndex> indices)
    {
        json.WriteStartObject();
        json.WriteStartObject("terms");
        json.WriteStartArray(Index);
        foreach (var index in indices) json.WriteStringValue(index.Name);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The buckets of the indices that hold matching documents.</summary>
    public static IEnumerable<JsonElement> Read(JsonElement answer) => answer.TryGetProperty("aggregations", out var aggregations)
        ? aggregations.GetProperty(Name).GetProperty("buckets").EnumerateArray().Where(bucket => bucket.GetProperty("doc_count").GetInt64() > 0)
        : [];

    private static void Write(Utf8JsonWriter json, Action<Utf8JsonWriter> kind, Action<Utf8JsonWriter> inner)
    {
        json.WriteStartObject("aggs");
        json.WriteStartObject(Name);
        kind(json);
        json.WriteStartObject("aggs");
        inner(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
