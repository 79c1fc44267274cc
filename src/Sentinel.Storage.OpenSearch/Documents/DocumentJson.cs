using System.Text.Json;

namespace Sentinel.Storage.OpenSearch.Documents;

/// <summary>Records as documents, in snake_case.</summary>
internal static class DocumentJson
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Strict) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static DocumentBody Write<T>(T record) => new(JsonSerializer.Serialize(record, Format));

    /// <exception cref="StoreForbiddenException">The document is not as we write it: somebody else did.</exception>
    public static T Read<T>(StoredDocument document)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(document.Body.Json, Format)!;
        }
        catch (JsonException fault)
        {
            throw new StoreForbiddenException($"the document {document.Key} is not readable: {fault.Message}", fault);
        }
    }
}
