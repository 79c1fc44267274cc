using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Http;
using Sentinel.Storage.OpenSearch.Search;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Tests.Bootstrap;

public sealed class TemplateTests
{
    private static readonly Product OpenSearch = new(IsOpenSearch: true, new(2, 19, 3));
    private static readonly Product Elasticsearch7 = new(IsOpenSearch: false, new(7, 17, 28));

    [Fact]
    public void Every_field_is_mapped_as_the_registry_says()
    {
        var properties = Properties(Template.Load("flows.json"));
        foreach (var field in FlowFields.All.Where(field => field != FlowFields.Id))
        {
            var mapped = properties[field.Name]?.AsObject();
            Assert.True(mapped is not null, $"{field} is not mapped");
            Assert.Equal(field.Type.ToString().ToLowerInvariant(), (string?)mapped["type"]);
            Assert.True(field.Indexed == ((bool?)mapped["index"] ?? true), $"{field}: index");
            Assert.False(mapped.ContainsKey("doc_values"), $"{field}: doc values are what it is sorted and grouped by");
        }
    }

    [Fact]
    public void What_is_mapped_beside_the_registry_is_an_alias_of_a_field_in_it()
    {
        var properties = Properties(Template.Load("flows.json"));
        var names = FlowFields.All.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (_, mapped) in properties.Where(property => !names.Contains(property.Key)))
        {
            Assert.Equal("alias", (string?)mapped!["type"]);
            Assert.Contains((string)mapped["path"]!, names, StringComparer.Ordinal);
        }
    }

    [Fact]
    public void A_product_that_cannot_filter_on_doc_values_indexes_what_is_filtered()
    {
        var properties = Properties(Flows(Elasticsearch7, new()).Body);
        Assert.All(FlowFields.All.Where(field => field.Filterable), field => Assert.Null(properties[field.Name]!["index"]));
        Assert.False((bool)properties["pair"]!["index"]!);
    }

    [Fact]
    public void Only_a_product_that_knows_concurrent_search_is_told_to_leave_it()
    {
        const string mode = "index.search.concurrent_segment_search.mode";
        Assert.Equal("none", (string?)Settings(Flows(OpenSearch, new()))[mode]);
        Assert.False(Settings(Flows(Elasticsearch7, new())).ContainsKey(mode));
        var older = Settings(Flows(new(IsOpenSearch: true, new(2, 15, 0)), new()));
        Assert.Equal("false", (string?)older["index.search.concurrent_segment_search.enabled"]);
    }

    [Fact]
    public void Settings_come_from_the_options_and_into_the_hash()
    {
        var template = Flows(OpenSearch, new() { Shards = 3, RefreshInterval = "1500ms" });
        Assert.Equal(3, (int?)Settings(template)["index.number_of_shards"]);
        Assert.Equal("1500ms", (string?)Settings(template)["index.refresh_interval"]);
        Assert.Equal(template.Hash, (string?)template.Body["_meta"]!["hash"]);
        Assert.Equal(template.Hash, Flows(OpenSearch, new() { Shards = 3, RefreshInterval = "1500ms" }).Hash);
        Assert.NotEqual(template.Hash, Flows(OpenSearch, new()).Hash, StringComparer.Ordinal);
    }

    [Fact]
    public void A_page_and_the_rows_around_it_fit_into_the_result_window()
    {
        var window = (int)Settings(Flows(OpenSearch, new()))["index.max_result_window"]!;
        Assert.Equal(DeepOffset.MaxSkip + FindQuery.MaxLimit + 2, window);
    }

    private static Template Flows(Product product, OpenSearchOptions options) =>
        Template.For(product, options).Single(template => template.Name is "sentinel-flows");

    private static JsonObject Properties(JsonObject template) => template["template"]!["mappings"]!["properties"]!.AsObject();

    private static JsonObject Settings(Template template) => template.Body["template"]!["settings"]!.AsObject();
}
