using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bootstrap;

/// <summary>One file of <c>index-templates/</c> as it is told to an engine: with the options' settings, in words the product knows.</summary>
internal sealed record Template(string Name, JsonObject Body, string Hash)
{
    public const string Flows = "sentinel-flows";
    public const string Quarantine = "sentinel-quarantine";
    public const string Audit = "sentinel-audit";
    public const string Documents = "sentinel-documents";
    public const string Rollups = "sentinel-rollups";

    private static readonly (string Name, string File)[] Files =
        [(Flows, "flows.json"), (Quarantine, "quarantine.json"), (Audit, "audit.json"), (Documents, "documents.json"), (Rollups, "rollups.json")];

    public static IReadOnlyList<Template> For(Product product, OpenSearchOptions options) =>
        [.. Files.Select(file => Render(file.Name, Load(file.File), product, options))];

    public static JsonObject Load(string file)
    {
        using var resource = typeof(Template).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"index-templates/{file} is not embedded");
        return JsonNode.Parse(resource)!.AsObject();
    }

    private static Template Render(string name, JsonObject body, Product product, OpenSearchOptions options)
    {
        var settings = body["template"]!["settings"]!.AsObject();
        settings["index.refresh_interval"] = $"{(long)options.Refresh.TotalMilliseconds}ms";
        if (name is Flows) settings["index.number_of_shards"] = options.Shards;
        if (name is Flows or Rollups)
        {
            settings.Remove("index.search.concurrent_segment_search.mode");
            if (product.SingleThreadedSearch is { } mode) settings[mode.Setting] = mode.Value;
            if (!product.FiltersDocValues) IndexEverything(body["template"]!["mappings"]!["properties"]!.AsObject());
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body.ToJsonString())));
        body["_meta"]!["hash"] = hash;
        return new(name, body, hash);
    }

    /// <summary>For products that refuse to filter on doc values alone.</summary>
    private static void IndexEverything(JsonObject properties)
    {
        foreach (var (name, field) in properties)
        {
            if (name is not "pair") field!.AsObject().Remove("index");
        }
    }
}
