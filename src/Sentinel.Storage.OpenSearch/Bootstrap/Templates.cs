using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bootstrap;

/// <summary>Keeps the engine's templates equal to ours. Any number of processes may do so at once: each writes the same.</summary>
internal sealed partial class Templates(EngineClient engine, IOptions<OpenSearchOptions> options, ILogger<Templates> logger)
{
    /// <summary>Asks the engine every time, since it may have lost its state; writes only what differs.</summary>
    /// <returns>The templates as this engine has them now.</returns>
    public async Task<IReadOnlyList<Template>> EnsureAsync(CancellationToken cancellation)
    {
        var product = await engine.DetectAsync(cancellation);
        var templates = Template.For(product, options.Value);
        foreach (var template in templates)
        {
            if (string.Equals(await HashAsync(template.Name, cancellation), template.Hash, StringComparison.Ordinal)) continue;
            using var body = new JsonBody();
            template.Body.WriteTo(body.Json);
            (await engine.SendAsync(HttpMethod.Put, $"_index_template/{template.Name}", body, cancellation)).ReadSuccess().Dispose();
            Log.TemplateWritten(logger, template.Name, product.ToString());
        }

        return templates;
    }

    /// <summary>What the template puts into an index of this engine.</summary>
    public async Task<JsonNode> EnsureAsync(string name, CancellationToken cancellation) =>
        (await EnsureAsync(cancellation)).Single(one => string.Equals(one.Name, name, StringComparison.Ordinal)).Body["template"]!;

    /// <summary>The hash of the template that the engine has; null where it has none.</summary>
    private async Task<string?> HashAsync(string name, CancellationToken cancellation)
    {
        var answer = await engine.GetAsync($"_index_template/{name}", cancellation);
        if (answer.Status == System.Net.HttpStatusCode.NotFound) return null;
        using var body = answer.ReadSuccess();
        return body.RootElement.TryGetProperty("index_templates", out var found)
            && found.GetArrayLength() == 1
            && found[0].GetProperty("index_template").TryGetProperty("_meta", out var meta)
            && meta.TryGetProperty("hash", out var hash)
            && hash.ValueKind == JsonValueKind.String ? hash.GetString() : null;
    }

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Information, "Template {Template} was written to {Product}")]
        public static partial void TemplateWritten(ILogger logger, string template, string product);
    }
}
