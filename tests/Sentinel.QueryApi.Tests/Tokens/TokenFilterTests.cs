using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.QueryApi.Tokens;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Tests.Tokens;

public sealed class TokenFilterTests
{
    [Theory]
    [InlineData("""{"exporter_ip":"::ffff:10.0.0.1"}""", """{"exporter_ip":"10.0.0.1"}""")]
    [InlineData("""{"src_ip":"10.1.2.3/8"}""", """{"src_ip":"10.0.0.0/8"}""")]
    [InlineData("""{"src_ip":"10.1.2.3/32"}""", """{"src_ip":"10.1.2.3"}""")]
    [InlineData("""{"protocol":"6","dst_port":443}""", """{"protocol":6,"dst_port":443}""")]
    [InlineData("""{"direction":"Uplink","action":"DENY"}""", """{"direction":"outbound","action":"drop"}""")]
    [InlineData("""{"project_id":"a b","asset_tags":"x"}""", """{"project_id":"a b","asset_tags":"x"}""")]
    public void A_filter_is_kept_in_the_spelling_that_rows_have(string given, string kept)
    {
        var filter = TokenFilter.Read((JsonObject)JsonNode.Parse(given)!, (field, why) => Assert.Fail($"{field} {why}"))!;
        Assert.Equal(kept, filter.Json.ToJsonString());
        // What was kept is read as the same.
        Assert.Equal(kept, TokenFilter.Read((JsonObject)JsonNode.Parse(kept)!, (field, why) => Assert.Fail($"{field} {why}"))!.Json.ToJsonString());
    }

    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{"tenant":"a"}""", "tenant")]
    [InlineData("""{"id":"a"}""", "id")]
    [InlineData("""{"pair":"a"}""", "pair")]
    [InlineData("""{"src_ip":"10.0.0.256"}""", "src_ip")]
    [InlineData("""{"src_ip":10}""", "src_ip")]
    [InlineData("""{"dst_port":65536}""", "dst_port")]
    [InlineData("""{"dst_port":-1}""", "dst_port")]
    [InlineData("""{"dst_port":1.5}""", "dst_port")]
    [InlineData("""{"project_id":""}""", "project_id")]
    [InlineData("""{"project_id":null}""", "project_id")]
    [InlineData("""{"project_id":["a"]}""", "project_id")]
    [InlineData("""{"project_id":true}""", "project_id")]
    [InlineData("""{"direction":"sideways"}""", "direction")]
    public void What_is_no_field_or_no_value_of_it_makes_no_filter(string given, string named)
    {
        var told = new List<string>();
        Assert.Null(TokenFilter.Read((JsonObject)JsonNode.Parse(given)!, (field, why) =>
        {
            Assert.NotEmpty(why);
            told.Add(field);
        }));
        Assert.Equal([named], told, StringComparer.Ordinal);
    }

    [Fact]
    public void Every_named_field_must_have_its_value()
    {
        var filter = TokenFilter.Read((JsonObject)JsonNode.Parse("""{"src_ip":"10.0.0.0/8","protocol":6}""")!, (_, _) => { })!;
        var both = Assert.IsType<Filter.All>(filter.Rows).Filters;
        Assert.Equal(new Filter.Within(FlowFields.SrcIp, Prefix.Parse("10.0.0.0/8")), both[0]);
        Assert.Equal(6, Assert.Single(Assert.IsType<Filter.In>(both[1]).Values).AsNumber());
    }
}
