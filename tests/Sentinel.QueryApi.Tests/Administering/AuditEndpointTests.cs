using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Sentinel.QueryApi.Tests.Documenting;
using Sentinel.QueryApi.Tokens;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Administering;

public sealed class AuditEndpointTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_life_of_a_token_is_on_record_newest_first_with_who_when_and_from_where()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var admin = host.ClientWith((string)(await host.MakeTokenAsync("\"scopes\":[\"admin\"]", Cancellation))["token"]!);
        host.Time.Now += 1_000;
        var second = await host.MakeTokenAsync("\"scopes\":[\"flows:read\"],\"filter\":{\"project_id\":\"a\"}", Cancellation);
        host.Time.Now += 1_000;
        using (await admin.DeleteAsync(ApiHost.Path($"/api/v1/tokens/{second["id"]}"), Cancellation)) { }

        var entries = (await host.GetAsync("/api/v1/audit", Cancellation))["entries"]!.AsArray()
            .Where(entry => ((string)entry!["action"]!).StartsWith("token.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["token.revoke", "token.create", "token.create"], entries.Select(entry => (string)entry!["action"]!), StringComparer.Ordinal);
        Assert.Equal(["id", "at", "action", "actor", "origin", "detail"], entries[0]!.AsObject().Select(member => member.Key), StringComparer.Ordinal);
        Assert.Equal([host.Time.Now, host.Time.Now - 1_000, host.Time.Now - 2_000], entries.Select(entry => (long)entry!["at"]!));
        Assert.Equal((string?)second["id"], (string?)entries[0]!["detail"]);
        Assert.True(ApiToken.IsId((string)entries[0]!["actor"]!));
        Assert.Equal("bootstrap", (string?)entries[1]!["actor"]);
        Assert.Equal("127.0.0.1", (string?)entries[1]!["origin"]);
        Assert.Contains("project_id", (string?)entries[1]!["detail"], StringComparison.Ordinal);
        Assert.DoesNotContain(((string)second["token"]!)[4..], string.Concat(entries.Select(entry => entry!.ToJsonString())), StringComparison.Ordinal);
        Assert.Single((await host.GetAsync("/api/v1/audit?limit=1", Cancellation))["entries"]!.AsArray());
    }

    [Fact]
    public async Task Wrong_tokens_are_on_record_together_and_none_of_them_is_told()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var guesser = host.ClientWith("hunter2");
        var began = Stopwatch.GetTimestamp();
        for (var guess = 0; guess < 20; guess++)
        {
            using var answer = await guesser.GetAsync(ApiHost.Path("/api/v1/flows?src_ip=192.0.2.1"), Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        var failures = new List<JsonNode>();
        await Eventually.True(
            async () =>
            {
                var entries = (await host.GetAsync("/api/v1/audit", Cancellation))["entries"]!.AsArray();
                failures = [.. entries.Where(entry => (string?)entry!["action"] is "authentication.fail").Select(entry => entry!)];
                return failures.Sum(entry => int.Parse(((string)entry["detail"]!).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)) == 20;
            },
            "20 wrong tokens are on record", Cancellation);
        Assert.InRange(failures.Count, 1, Math.Max(3, 2 + (int)(Stopwatch.GetElapsedTime(began).TotalSeconds / 2))); // one every two seconds at most
        Assert.All(failures, entry => Assert.Equal("127.0.0.1", (string?)entry["origin"]));
        Assert.All(failures, entry => Assert.Contains("GET /api/v1/flows", (string?)entry["detail"], StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", new JsonArray([.. failures.Select(entry => entry.DeepClone())]).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("192.0.2.1", new JsonArray([.. failures.Select(entry => entry.DeepClone())]).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_on_record_however_long_its_request()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var guesser = host.ClientWith("hunter2");
        using var request = new HttpRequestMessage(new HttpMethod(new string('A', 5_000)), ApiHost.Path($"/{new string('b', 5_000)}"));
        using (var answer = await guesser.SendAsync(request, Cancellation)) Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);

        var details = Array.Empty<string>();
        await Eventually.True(
            async () =>
            {
                var entries = (await host.GetAsync("/api/v1/audit", Cancellation))["entries"]!.AsArray();
                details = [.. entries.Where(entry => (string?)entry!["action"] is "authentication.fail").Select(entry => (string)entry!["detail"]!)];
                return details.Length > 0;
            },
            "the wrong token is on record", Cancellation);
        Assert.StartsWith("1 wrong; last AAAA", Assert.Single(details), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_of_the_document_is_answered_as_it_shows()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        await host.MakeTokenAsync("\"scopes\":[\"flows:read\"]", Cancellation);
        Assert.Equal(1, await ShownExamples.SendAsync(host, "Audit", Cancellation));
    }

    [Fact]
    public async Task A_parameter_that_is_none_is_refused()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var answer = await host.Client.GetAsync(ApiHost.Path("/api/v1/audit?limit=0&since=1"), Cancellation);
        await Answers.FaultsAsync(answer, ["limit", "since"], Cancellation);
    }
}
