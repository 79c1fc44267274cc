using System.Text.Json;

namespace Sentinel.Storage.OpenSearch.Documents;

/// <summary>What asks for several documents.</summary>
internal static class DocumentListing
{
    /// <summary>Writes the request for those of these keys.</summary>
    public static void WriteNamed(Utf8JsonWriter json, string index, IEnumerable<DocumentKey> keys)
    {
        json.WriteStartObject();
        json.WriteStartArray("docs");
        foreach (var key in keys)
        {
            json.WriteStartObject();
            json.WriteString("_index", index);
            json.WriteString("_id", key.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the search for a collection's documents by name.</summary>
    public static void Write(Utf8JsonWriter json, string collection, string? after, int limit)
    {
        json.WriteStartObject();
        json.WriteNumber("size", limit);
        json.WriteBoolean("seq_no_primary_term", true);
        json.WriteStartObject("query");
        json.WriteStartObject("term");
        json.WriteString("collection", collection);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("sort");
        json.WriteStringValue("name");
        json.WriteEndArray();
        if (after is not null)
        {
            json.WriteStartArray("search_after");
            json.WriteStringValue(after);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
