using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch;

namespace Sentinel.Storage.Tests.Dashboards;

/// <summary>The objects fit together, and to the record.</summary>
public sealed class SavedObjectTests
{
    /// <summary>The last form that both products read: OpenSearch Dashboards parted from Kibana here.</summary>
    private static readonly Version Common = new(7, 10, 0);

    private static readonly HashSet<string> Fields = Template()["template"]!["mappings"]!["properties"]!.AsObject()
        .Select(property => property.Key).ToHashSet(StringComparer.Ordinal);

    public static TheoryData<string> Everything { get; } = [.. SavedObject.All.Select(one => one.Id)];

    [Theory]
    [MemberData(nameof(Everything))]
    public void References_lead_to_objects_that_are_there_and_each_is_used(string id)
    {
        var one = SavedObject.Named(id);
        Assert.All(one.References, reference => Assert.Contains(SavedObject.All, other => (other.Type, other.Id) == (reference.Type, reference.Id)));
        Assert.Equal(
            one.References.Select(reference => reference.Name).Order(StringComparer.Ordinal),
            Members(one).Where(member => member.Name.EndsWith("RefName", StringComparison.Ordinal)).Select(member => member.Value.ToString()).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Every_field_that_is_named_is_in_the_template(string id)
    {
        var one = SavedObject.Named(id);
        Assert.All(FieldsOf(one), field => Assert.True(Fields.Contains(field), $"{one} names {field}, which no row has"));
        if (one.Type is not "dashboard") Assert.NotEmpty(FieldsOf(one));
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Both_products_read_its_form(string id)
    {
        var one = SavedObject.Named(id);
        var version = Assert.Single(one.Versions);
        Assert.Equal(one.Type, version.Key);
        Assert.InRange(Version.Parse(version.Value!.GetValue<string>()), new Version(7, 0), Common);
        Assert.Contains(one.Type, (string[])["index-pattern", "search", "visualization", "dashboard"], StringComparer.Ordinal);
    }

    [Fact]
    public void The_pattern_is_that_of_the_days_and_its_time_is_the_records()
    {
        var pattern = Assert.Single(SavedObject.OfType("index-pattern"));
        Assert.Equal(Template()["index_patterns"]!.AsArray().Single()!.GetValue<string>(), pattern.Title);
        Assert.Equal(FlowFields.Timestamp.Name, pattern.Attributes["timeFieldName"]!.GetValue<string>());
    }

    [Fact]
    public void A_protocol_has_its_name()
    {
        var names = Assert.Single(SavedObject.OfType("index-pattern")).Inner("fieldFormatMap")[FlowFields.Protocol.Name]!["params"]!["lookupEntries"]!.AsArray();
        Assert.NotEmpty(names);
        Assert.All(names, name =>
        {
            Assert.True(Protocols.TryParse(name!["key"]!.GetValue<string>(), out var number));
            Assert.Equal(Protocols.NameOf(number), name["value"]!.GetValue<string>());
        });
    }

    [Fact]
    public void Ports_and_other_numbers_that_are_names_have_no_thousands()
    {
        var formats = Assert.Single(SavedObject.OfType("index-pattern")).Inner("fieldFormatMap");
        Assert.All(
            FlowFields.All.OfType<NumberField>().Where(field => field.Name.EndsWith("_port", StringComparison.Ordinal) || field.Name.EndsWith("_as", StringComparison.Ordinal)),
            field => Assert.Equal("0", formats[field.Name]!["params"]!["pattern"]!.GetValue<string>()));
    }

    [Fact]
    public void The_board_shows_every_picture_once_and_none_upon_another()
    {
        var board = Assert.Single(SavedObject.OfType("dashboard"));
        Assert.Equal(
            SavedObject.OfType("visualization").Select(picture => picture.Id).Order(StringComparer.Ordinal),
            board.References.Select(reference => reference.Id).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        var covered = new HashSet<(int X, int Y)>();
        foreach (var place in board.Inner("panelsJSON").AsArray().Select(panel => panel!["gridData"]!))
        {
            var (left, top, width, height) = (Number(place, "x"), Number(place, "y"), Number(place, "w"), Number(place, "h"));
            Assert.InRange(left + width, 1, 48);
            for (var x = left; x < left + width; x++)
            {
                for (var y = top; y < top + height; y++) Assert.True(covered.Add((x, y)), $"two panels lie at {x}, {y}");
            }
        }
    }

    [Fact]
    public void The_board_tells_what_a_board_of_flows_must()
    {
        var grouped = SavedObject.OfType("visualization").SelectMany(FieldsOf).ToHashSet(StringComparer.Ordinal);
        Field[] wanted = [FlowFields.Timestamp, FlowFields.SrcIp, FlowFields.DstIp, FlowFields.Pair, FlowFields.DstPort, FlowFields.Protocol, FlowFields.Action];
        Assert.All(wanted, field => Assert.Contains(field.Name, grouped));
    }

    private static int Number(JsonNode place, string name) => place[name]!.GetValue<int>();

    private static JsonNode Template()
    {
        using var file = typeof(OpenSearchOptions).Assembly.GetManifestResourceStream("flows.json")!;
        return JsonNode.Parse(file)!;
    }

    /// <summary>Wherever one may stand: in pictures, queries, columns, orders and formats.</summary>
    private static IEnumerable<string> FieldsOf(SavedObject one)
    {
        var named = Members(one).Where(member => member.Name is "field" or "timeFieldName").Select(member => member.Value.ToString());
        var queried = Members(one).Where(member => member.Name is "query" or "input" && member.Value is JsonObject).Select(member => Kuery.Parse(member.Value).Field).OfType<string>();
        var columns = one.Attributes["columns"]?.AsArray().Select(column => column!.GetValue<string>()) ?? [];
        var sorted = one.Attributes["sort"]?.AsArray().Select(order => order![0]!.GetValue<string>()) ?? [];
        var formatted = one.Attributes.ContainsKey("fieldFormatMap") ? one.Inner("fieldFormatMap").AsObject().Select(format => format.Key) : [];
        return named.Concat(queried).Concat(columns).Concat(sorted).Concat(formatted);
    }

    /// <summary>Every member at any depth, of texts that are JSON as well.</summary>
    private static IEnumerable<(string Name, JsonNode Value)> Members(SavedObject one) => Members(one.Attributes);

    private static IEnumerable<(string Name, JsonNode Value)> Members(JsonNode? node) => node switch
    {
        JsonObject members => members.Where(member => member.Value is not null).SelectMany(member => Members(member.Value).Prepend((member.Key, member.Value!))),
        JsonArray items => items.SelectMany(Members),
        JsonValue value when value.TryGetValue<string>(out var text) && text is ['{' or '[', ..] => Members(JsonNode.Parse(text)),
        _ => [],
    };
}
