using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bootstrap;

/// <summary>
/// The fields that a template has got since an index was made. What is written to the index from now on is found by them; whatever else the
/// template says by now, the index keeps what it was made with.
/// </summary>
internal sealed partial class LaterFields(EngineClient engine, Templates templates, ILogger<LaterFields> logger)
{
    private const int MaxIndicesAtOnce = 100;

    /// <summary>Adds them to the indices that lack any; no effect where none does.</summary>
    public async Task AddAsync(string template, string pattern, CancellationToken cancellation)
    {
        var fields = await FieldsAsync(template, cancellation);
        var answer = await engine.GetAsync($"{pattern}/_mapping?allow_no_indices=true&ignore_unavailable=true", cancellation);
        if (answer.FaultType() is EngineFault.IndexNotFound) return;
        using var found = answer.ReadSuccess();
        var lacking = found.RootElement.EnumerateObject()
            .Select(index => (index.Name, Fields: fields.Select(field => field.Key).Except(Names(index.Value.GetProperty("mappings")), StringComparer.Ordinal).ToList()))
            .Where(index => index.Fields.Count > 0)
            .GroupBy(index => string.Join(',', index.Fields), StringComparer.Ordinal);
        foreach (var alike in lacking)
        {
            foreach (var some in alike.Chunk(MaxIndicesAtOnce)) await AddAsync([.. some.Select(index => index.Name)], some[0].Fields, fields, cancellation);
        }
    }

    /// <summary>An index that is blocked keeps what it has, and the others do not wait for it: it takes no row that would need the field.</summary>
    private async Task AddAsync(string[] indices, IReadOnlyList<string> names, JsonObject fields, CancellationToken cancellation)
    {
        var list = string.Join(',', indices);
        using var body = Body(names, fields);
        var answer = await engine.SendAsync(HttpMethod.Put, $"{list}/_mapping?ignore_unavailable=true", body, cancellation);
        var fault = answer.FaultType();
        if (fault is EngineFault.IndexNotFound) return;
        if (fault is EngineFault.ClusterBlock && indices.Length > 1)
        {
            foreach (var index in indices) await AddAsync([index], names, fields, cancellation);
        }
        else if (fault is EngineFault.ClusterBlock)
        {
            Log.FieldsNotAdded(logger, list, string.Join(", ", names), answer.Refusal());
        }
        else
        {
            answer.ReadSuccess().Dispose();
            Log.FieldsAdded(logger, list, string.Join(", ", names));
        }
    }

    private static JsonBody Body(IReadOnlyList<string> names, JsonObject fields)
    {
        var body = new JsonBody();
        body.Json.WriteStartObject();
        body.Json.WriteStartObject("properties");
        foreach (var name in names)
        {
            body.Json.WritePropertyName(name);
            fields[name]!.WriteTo(body.Json);
        }

        body.Json.WriteEndObject();
        body.Json.WriteEndObject();
        return body;
    }

    private async Task<JsonObject> FieldsAsync(string template, CancellationToken cancellation) =>
        (await templates.EnsureAsync(template, cancellation))["mappings"]!["properties"]!.AsObject();

    /// <summary>Of an index's fields, in full; an engine takes a name with dots apart into objects.</summary>
    private static IEnumerable<string> Names(JsonElement mapping, string within = "") => !mapping.TryGetProperty("properties", out var fields) ? []
        : fields.EnumerateObject().SelectMany(field => field.Value.TryGetProperty("properties", out _) ? Names(field.Value, $"{within}{field.Name}.") : [within + field.Name]);

    private static partial class Log
    {
        [LoggerMessage(2104, LogLevel.Information, "{Indices} were made by an older version and were given the fields {Fields}")]
        public static partial void FieldsAdded(ILogger logger, string indices, string fields);

        [LoggerMessage(2105, LogLevel.Warning, "{Index} was made by an older version and is blocked: it was not given the fields {Fields}, by which its later rows are not found. {Reason}")]
        public static partial void FieldsNotAdded(ILogger logger, string index, string fields, string reason);
    }
}
