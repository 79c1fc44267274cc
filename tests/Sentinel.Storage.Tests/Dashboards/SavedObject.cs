using System.Text.Json.Nodes;

namespace Sentinel.Storage.Tests.Dashboards;

/// <summary>A line of <c>dashboards/flows.ndjson</c>, the form in which OpenSearch Dashboards and Kibana take objects in.</summary>
public sealed class SavedObject(JsonObject line)
{
    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<SavedObject> All { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "dashboards", "flows.ndjson")).Select(line => new SavedObject(JsonNode.Parse(line)!.AsObject()))];

    public string Type { get; } = line["type"]!.GetValue<string>();

    public string Id { get; } = line["id"]!.GetValue<string>();

    public JsonObject Attributes { get; } = line["attributes"]!.AsObject();

    /// <summary>The version of its type's form, by type: older forms are brought up to date, newer ones refused.</summary>
    public JsonObject Versions { get; } = line["migrationVersion"]!.AsObject();

    public IReadOnlyList<SavedReference> References { get; } =
    [
        .. line["references"]!.AsArray().Select(reference =>
            new SavedReference(reference!["name"]!.GetValue<string>(), reference["type"]!.GetValue<string>(), reference["id"]!.GetValue<string>())),
    ];

    public string Title => Attributes["title"]!.GetValue<string>();

    /// <summary>What it asks for; everything where it says nothing.</summary>
    public Kuery Query => Kuery.Parse(Inner("kibanaSavedObjectMeta", "searchSourceJSON")["query"]!);

    public static SavedObject Named(string id) => All.Single(one => string.Equals(one.Id, id, StringComparison.Ordinal));

    /// <summary>The ids of those of a type, for a theory.</summary>
    public static TheoryData<string> Ids(string type) => [.. OfType(type).Select(one => one.Id)];

    public static IEnumerable<SavedObject> OfType(string type) => All.Where(one => string.Equals(one.Type, type, StringComparison.Ordinal));

    /// <summary>An attribute that is a text, and that text JSON.</summary>
    public JsonNode Inner(params string[] path) => JsonNode.Parse(path.Aggregate((JsonNode)Attributes, (node, name) => node[name]!).GetValue<string>())!;

    public override string ToString() => $"{Type} {Id}";
}

/// <param name="Name">By which the attributes speak of it.</param>
public sealed record SavedReference(string Name, string Type, string Id);
