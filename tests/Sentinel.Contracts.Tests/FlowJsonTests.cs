using System.Text;
using System.Text.Json;
using Sentinel.Testing;

namespace Sentinel.Contracts.Tests;

public sealed class FlowJsonTests
{
    [Fact]
    public void Every_field_comes_back_from_its_JSON()
    {
        var flow = Some.FlowWithOther(FlowFields.Supplied);
        var read = Read(Write(flow));
        foreach (var field in FlowFields.Supplied) Assert.True(field.IsSame(flow, read), field.Name);
    }

    [Fact]
    public void The_members_are_the_registrys_names_in_its_order()
    {
        using var json = JsonDocument.Parse(Write(Some.FlowWithOther(FlowFields.Supplied)));
        Assert.Equal(
            FlowFields.Supplied.Select(field => field.Name).ToArray(), json.RootElement.EnumerateObject().Select(member => member.Name).ToArray());
    }

    [Fact]
    public void What_is_unknown_is_left_out_and_comes_back_unknown()
    {
        var text = Write(new Flow { FirstSeen = 1, LastSeen = 2 });
        Assert.DoesNotContain("null", text, StringComparison.Ordinal);
        Assert.DoesNotContain("asset_tags", text, StringComparison.Ordinal);
        var read = Read(text);
        Assert.Null(read.InIf);
        Assert.Null(read.App);
        Assert.Null(read.NextHop);
        Assert.Empty(read.AssetTags);
    }

    [Fact]
    public void Members_that_are_none_of_a_flow_are_skipped()
    {
        var flow = Read("""{"@timestamp":5,"x":{"src_port":1,"y":[[]]},"pair":"a","src_port":443,"app":null,"a_name_longer_than_any_field_could_have_had_in_any_version_of_the_record":1}""");
        Assert.Equal(443, flow.SrcPort);
        Assert.Null(flow.App);
    }

    [Fact]
    public void A_batch_names_itself_its_exporter_and_its_flows()
    {
        var exporter = Address.Parse("192.0.2.9");
        var batch = new FlowBatch("b-1", exporter, [Some.Flow(), Some.Flow(flow => flow.ExporterIp = Address.Parse("192.0.2.8"))]);
        using var json = JsonDocument.Parse(WriteBatch(batch));
        Assert.Equal("b-1", json.RootElement.GetProperty("batch_id").GetString());
        Assert.Equal("192.0.2.9", json.RootElement.GetProperty("exporter_ip").GetString());
        var flows = json.RootElement.GetProperty("flows");
        Assert.Equal(2, flows.GetArrayLength());
        Assert.False(flows[0].TryGetProperty("exporter_ip", out _));
        Assert.Equal("192.0.2.8", flows[1].GetProperty("exporter_ip").GetString());
        Assert.False(JsonDocument.Parse(WriteBatch(batch with { ExporterIp = null })).RootElement.TryGetProperty("exporter_ip", out _));
    }

    private static string Write(Flow flow) => WriteText(json =>
    {
        json.WriteStartObject();
        FlowJson.WriteMembers(json, flow);
        json.WriteEndObject();
    });

    private static string WriteBatch(FlowBatch batch) => WriteText(json => FlowJson.Write(json, batch));

    private static string WriteText(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) write(json);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Flow Read(string text)
    {
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        json.Read();
        var flow = FlowJson.Read(ref json);
        Assert.Equal(JsonTokenType.EndObject, json.TokenType);
        Assert.False(json.Read());
        return flow;
    }
}
