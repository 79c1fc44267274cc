using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.QueryApi.Tests.Documenting;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Administering;

public sealed class TokenEndpointTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_made_shown_once_listed_without_its_secret_and_revoked()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var expires = host.Time.Now + 3_600_000;
        var made = await host.MakeTokenAsync($$"""
            "scopes":["flows:read","flows:write"],"expires":{{expires}},"filter":{"exporter_ip":"10.0.0.1"}
            """, Cancellation);
        Assert.Equal(["id", "name", "scopes", "expires", "filter", "token"], made.AsObject().Select(member => member.Key), StringComparer.Ordinal);
        var (id, secret) = ((string)made["id"]!, (string)made["token"]!);
        Answers.Equal(JsonNode.Parse("""{"exporter_ip":"10.0.0.1"}""")!, made["filter"]);

        using var client = host.ClientWith(secret);
        using (var answer = await client.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var used = host.Time.Now;

        var list = await host.GetAsync("/api/v1/tokens", Cancellation);
        Answers.Equal(
            JsonNode.Parse($$"""
                {"tokens":[{"id":"{{id}}","name":"some","scopes":["flows:read","flows:write"],"created":{{used}},"expires":{{expires}},
                "filter":{"exporter_ip":"10.0.0.1"},"last_used":{{used}}}]}
                """)!,
            list);
        var kept = Assert.Single(await host.App.Services.GetRequiredService<IDocuments>().ListAsync("tokens", null, 10, Cancellation));
        Assert.DoesNotContain(secret[4..], kept.Body.Json, StringComparison.Ordinal);

        using (var revoked = await host.Client.DeleteAsync(ApiHost.Path($"/api/v1/tokens/{id}"), Cancellation)) Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        using (var answer = await client.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation)) await Answers.ProblemAsync(answer, HttpStatusCode.Unauthorized, Cancellation);
        using (var again = await host.Client.DeleteAsync(ApiHost.Path($"/api/v1/tokens/{id}"), Cancellation)) await Answers.ProblemAsync(again, HttpStatusCode.NotFound, Cancellation);
        Answers.Equal(JsonNode.Parse("""{"tokens":[]}""")!, await host.GetAsync("/api/v1/tokens", Cancellation));
    }

    [Fact]
    public async Task Every_example_of_the_document_is_answered_as_it_shows()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var client = await host.ClientWithTokenAsync("\"scopes\":[\"flows:read\"],\"filter\":{\"project_id\":\"a\"}", Cancellation);
        using (await client.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation)) { }
        Assert.Equal(2, await ShownExamples.SendAsync(host, "Tokens", Cancellation));
    }

    [Fact]
    public async Task A_token_ends_when_it_expires()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var client = await host.ClientWithTokenAsync($"\"scopes\":[\"flows:read\"],\"expires\":{host.Time.Now + 1_000}", Cancellation);
        host.Time.Now += 999;
        using (var before = await client.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation)) Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        host.Time.Now += 1;
        using var after = await client.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation);
        await Answers.ProblemAsync(after, HttpStatusCode.Unauthorized, Cancellation);
    }

    [Fact]
    public async Task The_last_use_is_written_down_for_every_process_to_see()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var client = await host.ClientWithTokenAsync("\"scopes\":[\"flows:read\"]", Cancellation);
        using (await client.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation)) { }
        var documents = host.App.Services.GetRequiredService<IDocuments>();
        await Eventually.True(
            async () => Assert.Single(await documents.ListAsync("tokens", null, 10, Cancellation)).Body.Json.Contains($"\"last_used\":{host.Time.Now}", StringComparison.Ordinal),
            "the use is written", Cancellation);
    }

    [Fact]
    public async Task The_longest_filter_there_is_is_kept_and_on_record_as_far_as_there_is_room()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var fields = new[] { "src_host", "dst_host", "app", "rule", "vgw_id", "log_type", "project_id", "asset_name" };
        var made = await host.MakeTokenAsync(
            $$"""
            "scopes":["flows:read"],"filter":{{{string.Join(',', fields.Select(field => $"\"{field}\":\"{new string('x', 1_024)}\""))}}}
            """, Cancellation);
        Assert.Equal(fields.Length, made["filter"]!.AsObject().Count);
        var entry = (await host.GetAsync("/api/v1/audit", Cancellation))["entries"]!.AsArray().Single(one => (string?)one!["action"] is "token.create")!;
        Assert.Equal(AuditEntry.MaxDetailLength, ((string)entry["detail"]!).Length);
    }

    [Theory]
    [InlineData("{}", "name,scopes")]
    [InlineData("""{"name":"","scopes":["admin"]}""", "name")]
    [InlineData("""{"name":"a\u0007","scopes":["admin"]}""", "name")]
    [InlineData("""{"name":5,"scopes":["admin"]}""", "name")]
    [InlineData("""{"name":"a","scopes":[]}""", "scopes")]
    [InlineData("""{"name":"a","scopes":"admin"}""", "scopes")]
    [InlineData("""{"name":"a","scopes":["root"]}""", "scopes")]
    [InlineData("""{"name":"a","scopes":["admin","admin"]}""", "scopes")]
    [InlineData("""{"name":"a","scopes":["admin"],"expires":1}""", "expires")]
    [InlineData("""{"name":"a","scopes":["admin"],"expires":"2030-01-01"}""", "expires")]
    [InlineData("""{"name":"a","scopes":["admin"],"filter":{"project_id":"a"}}""", "filter")]
    [InlineData("""{"name":"a","scopes":["flows:read","admin"],"filter":{"project_id":"a"}}""", "filter")]
    [InlineData("""{"name":"a","scopes":["flows:write"],"filter":{"project_id":"a"}}""", "filter")]
    [InlineData("""{"name":"a","scopes":["flows:read"],"filter":[]}""", "filter")]
    [InlineData("""{"name":"a","scopes":["flows:read"],"filter":{}}""", "filter")]
    [InlineData("""{"name":"a","scopes":["flows:read"],"filter":{"tenant":"a","dst_port":-1}}""", "filter.tenant,filter.dst_port")]
    [InlineData("""{"name":"a","scopes":["flows:read"],"scope":"x"}""", "scope")]
    public async Task What_is_wrong_is_named_all_at_once_and_no_token_is_made(string body, string named)
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var content = new StringContent(body);
        using var answer = await host.Client.PostAsync(ApiHost.Path("/api/v1/tokens"), content, Cancellation);
        await Answers.FaultsAsync(answer, named.Split(','), Cancellation);
        Answers.Equal(JsonNode.Parse("""{"tokens":[]}""")!, await host.GetAsync("/api/v1/tokens", Cancellation));
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"a","name":"b","scopes":["admin"]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"\ud800","scopes":["flows:read"]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"a","scopes":["flows:read"],"filter":{"\udc00":"a"}}""", HttpStatusCode.BadRequest)]
    [InlineData(null, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_that_is_no_object_is_refused(string? body, HttpStatusCode status)
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var content = new StringContent(body ?? $$"""{"name":"{{new string('x', 70_000)}}"}""");
        using var answer = await host.Client.PostAsync(ApiHost.Path("/api/v1/tokens"), content, Cancellation);
        var problem = await Answers.ProblemAsync(answer, status, Cancellation);
        if (body is null) Assert.Equal("The body is larger than 65536 bytes.", (string?)problem["detail"]);
    }

    [Fact]
    public async Task A_kept_token_that_says_what_this_version_does_not_know_opens_nothing_and_can_be_revoked()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var made = await host.MakeTokenAsync("\"scopes\":[\"flows:read\"]", Cancellation);
        var id = (string)made["id"]!;
        var documents = host.App.Services.GetRequiredService<IDocuments>();
        // Another process notes uses in the same document meanwhile.
        await Eventually.True(
            async () => await documents.ReadAsync(new("tokens", id), Cancellation) is { } document
                && await documents.WriteAsync(document.Key, new(document.Body.Json.Replace("{", "{\"only_on\":\"mondays\",", StringComparison.Ordinal)), document.Version, Cancellation),
            "the document is changed", Cancellation);

        using var client = host.ClientWith((string)made["token"]!);
        using (var answer = await client.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation)) await Answers.ProblemAsync(answer, HttpStatusCode.Unauthorized, Cancellation);
        using var revoked = await host.Client.DeleteAsync(ApiHost.Path($"/api/v1/tokens/{id}"), Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
    }
}
