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
            foreach (var some in alike.Chunk(MaxIndicesAtOnce)) await AddAsync(string.Join(',', some.Select(index => index.Name)), some[0].Fields, fields, cancellation);
        }
    }

    private async Task AddAsync(string indices, IReadOnlyList<string> names, JsonObject fields, CancellationToken cancellation)
    {
        using var body = new JsonBody();
        body.Json.WriteStartObject();
        body.Json.WriteStartObject("properties");
        foreach (var name in names)
        {
            body.Json.WritePropertyName(name);
            fields[name]!.WriteTo(body.Json);
        }

        body.Json.WriteEndObject();
        body.Json.WriteEndObject();
        var answer = await engine.SendAsync(HttpMethod.Put, $"{indices}/_mapping?ignore_unavailable=true", body, cancellation);
        if (answer.FaultType() is EngineFault.IndexNotFound) return;
        answer.ReadSuccess().Dispose();
        Log.FieldsAdded(logger, indices, string.Join(", ", names));
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
    }
}
