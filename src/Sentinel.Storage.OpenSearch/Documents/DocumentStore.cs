using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Documents;

/// <summary>Documents in one index, made with the first of them. Reads by key and writes meet at the shard, so they need no refresh; a listing does.</summary>
internal sealed class DocumentStore(EngineClient engine, Indices indices) : IDocuments
{
    private const string Index = "sentinel-documents";
    private const string WriteAlias = "write-" + Index;

    public Task PrepareAsync(CancellationToken cancellation) => indices.OpenAsync(Template.Documents, Index, [WriteAlias], cancellation);

    public async Task<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellation)
    {
        var answer = await engine.GetAsync($"{Index}/_doc/{Id(key)}", cancellation);
        if (answer.FaultType() is EngineFault.IndexNotFound) return null;
        using var document = answer.Status == HttpStatusCode.NotFound ? answer.Read() : answer.ReadSuccess();
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("found", out var found))
            throw new StoreUnavailableException($"what answered for {key} does not say whether it found it");
        return found.ValueKind == JsonValueKind.True ? Read(document.RootElement) : null;
    }

    /// <summary>All in one request.</summary>
    /// <param name="keys">Not empty.</param>
    /// <returns>In their order; null where there is none.</returns>
    public async Task<IReadOnlyList<StoredDocument?>> ReadAsync(IReadOnlyList<DocumentKey> keys, CancellationToken cancellation)
    {
        using var body = new JsonBody();
        DocumentListing.WriteNamed(body.Json, Index, keys);
        using var answer = (await engine.SendAsync(HttpMethod.Post, "_mget", body, cancellation)).ReadSuccess();
        if (!answer.RootElement.TryGetProperty("docs", out var documents) || documents.GetArrayLength() != keys.Count)
            throw new StoreUnavailableException($"the engine did not answer all {keys.Count} documents");
        return [.. documents.EnumerateArray().Select(ReadNamed)];
    }

    public async Task<bool> WriteAsync(DocumentKey key, DocumentBody body, string? expected, CancellationToken cancellation)
    {
        if (Condition(expected) is not { } condition) return false;
        using var request = new JsonBody();
        Write(request.Json, key, body);
        return await ChangeAsync(HttpMethod.Put, $"{WriteAlias}/_doc/{Id(key)}?require_alias=true&{condition}", request, cancellation);
    }

    public async Task<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellation) =>
        Condition(expected) is { } condition && await ChangeAsync(HttpMethod.Delete, $"{WriteAlias}/_doc/{Id(key)}?{condition}", null, cancellation);

    public async Task<IReadOnlyList<StoredDocument>> ListAsync(string collection, string? after, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IDocuments.MaxListed);
        if (!await indices.RefreshAsync(Index, cancellation)) return [];
        using var request = new JsonBody();
        DocumentListing.Write(request.Json, collection, after, limit);
        using var answer = (await engine.SendAsync(HttpMethod.Post, $"{Index}/_search?allow_partial_search_results=false", request, cancellation)).ReadWhole();
        return [.. answer.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray().Select(Read)];
    }

    private static string Id(DocumentKey key) => Uri.EscapeDataString(key.ToString());

    /// <summary>What the engine is to test before it writes; null where no document ever has the version.</summary>
    private static string? Condition(string? expected)
    {
        if (expected is null) return "op_type=create";
        return DocumentVersion.TryParse(expected, out var version) ? $"if_seq_no={version.Number}&if_primary_term={version.Term}" : null;
    }

    private static void Write(Utf8JsonWriter json, DocumentKey key, DocumentBody body)
    {
        json.WriteStartObject();
        json.WriteString("collection", key.Collection);
        json.WriteString("name", key.Name);
        json.WritePropertyName("body");
        json.WriteRawValue(body.Json, skipInputValidation: true);
        json.WriteEndObject();
    }

    private static StoredDocument Read(JsonElement found)
    {
        var source = found.GetProperty("_source");
        var version = new DocumentVersion(found.GetProperty("_seq_no").GetInt64(), found.GetProperty("_primary_term").GetInt64());
        var body = Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(source.GetProperty("body")));
        return new(new(source.GetProperty("collection").GetString()!, source.GetProperty("name").GetString()!), version.ToString(), new(body));
    }

    private static StoredDocument? ReadNamed(JsonElement document)
    {
        if (document.TryGetProperty("error", out var error))
        {
            var (type, reason) = EngineFault.Read(error);
            return type is EngineFault.IndexNotFound ? null : throw new StoreUnavailableException($"a document was not read: {type}: {EngineFault.Shorten(reason)}");
        }

        return document.GetProperty("found").GetBoolean() ? Read(document) : null;
    }

    private async Task<bool> ChangeAsync(HttpMethod method, string path, JsonBody? body, CancellationToken cancellation)
    {
        var answer = await engine.SendAsync(method, path, body, cancellation);
        if (answer.FaultType() is EngineFault.IndexNotFound)
        {
            await PrepareAsync(cancellation);
            answer = await engine.SendAsync(method, path, body, cancellation);
        }

        if (answer.FaultType() is EngineFault.VersionConflict) return false;
        answer.ReadSuccess().Dispose();
        return true;
    }
}
