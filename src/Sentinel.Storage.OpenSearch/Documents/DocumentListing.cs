using System.Text.Json;

namespace Sentinel.Storage.OpenSearch.Documents;

/// <summary>The search for a collection's documents by name.</summary>
internal static class DocumentListing
{
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
