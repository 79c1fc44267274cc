using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.QueryApi.Tests.Documenting;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Vpn;

public sealed class VpnTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_year_of_daily_history_outlives_its_rows()
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Embedded, new(StringComparer.Ordinal) { ["Sentinel:Retention:Days"] = "3650" }, Cancellation);
        var rows = Enumerable.Range(0, 70).Select(index => Some.Row(flow =>
        {
            flow.FirstSeen = flow.LastSeen = Some.TimeOn(Some.Day.AddDays(index < 8 ? -index : -5 * index), index * 800_000L);
            (flow.SubscriberId, flow.Direction) = ("alice", index % 2 == 0 ? Directions.Outbound : Directions.Inbound);
            (flow.RequestBytes, flow.ResponseBytes, flow.Bytes) = (index * 1_000, 7, (index * 1_000) + 7);
        })).ToList();
        await host.WriteAsync(rows, Cancellation);
        var judge = new Judge(rows, host.Time.Now);
        var (before, all, system) = (judge.Client("alice", "1y", null)!, judge.All(), judge.System());
        Answers.Equal(before, await host.GetAsync("/api/v1/stats/alice?range=1y", Cancellation));

        await host.App.Services.GetRequiredService<IRetention>().HoldFromAsync(Some.Day.AddDays(-3), Cancellation);

        Answers.Equal(JsonNode.Parse("4")!, (await host.GetAsync("/api/v1/flows", Cancellation))["total"]);
        Answers.Equal(before, await host.GetAsync("/api/v1/stats/alice?range=1y", Cancellation));
        Answers.Equal(judge.Client("alice", "7d", null)!, await host.GetAsync("/api/v1/stats/alice?range=7d", Cancellation));
        Answers.Equal(judge.Analytics("30d"), await host.GetAsync("/api/v1/analytics?range=30d", Cancellation));
        Answers.Equal(all, await host.GetAsync("/api/v1/stats", Cancellation));
        Answers.Equal(system, await host.GetAsync("/api/v1/stats/system", Cancellation));
    }

    [Fact]
    public async Task A_client_is_active_until_its_last_traffic_is_older_than_the_setting()
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Embedded, new(StringComparer.Ordinal) { ["Sentinel:Vpn:ActiveFor"] = "00:01:00" }, Cancellation);
        await host.WriteAsync([Some.Row(flow => (flow.SubscriberId, flow.Direction, flow.LastSeen) = ("alice", Directions.Outbound, Some.Time))], Cancellation);
        foreach (var (later, status, rate, active) in new[] { (59_999, "Active", 0.0, 1), (60_000, "Disconnected", 0.0, 0) })
        {
            host.Time.Now = Some.Time + later;
            Assert.Equal(status, (string?)(await host.GetAsync("/api/v1/clients", Cancellation))["data"]![0]!["status"]);
            Assert.Equal(active, (int)(await host.GetAsync("/api/v1/stats/system", Cancellation))["data"]!["active_clients"]!);
            Assert.Equal(rate, (double)(await host.GetAsync("/api/v1/stats/alice", Cancellation))["data"]!["current_rates"]!["recv_mbps"]!);
        }
    }

    [Theory]
    [InlineData("/api/v1/analytics?range=1h", HttpStatusCode.BadRequest, "range must be one of 24h, 7d, 30d")]
    [InlineData("/api/v1/analytics?range=24h&range=7d", HttpStatusCode.BadRequest, "range must be given once")]
    [InlineData("/api/v1/stats/alice?range=2h", HttpStatusCode.BadRequest, "range must be one of 1h, 3h, 6h, 12h, 24h, 7d, 30d, 1y")]
    [InlineData("/api/v1/stats/alice?resolution=fine", HttpStatusCode.BadRequest, "resolution must be one of auto, raw, 5min, hourly, 6h, daily")]
    [InlineData("/api/v1/stats/alice?range=7d&resolution=raw", HttpStatusCode.BadRequest, "resolution raw is too fine for range 7d")]
    [InlineData("/api/v1/stats/nobody", HttpStatusCode.NotFound, "Client not found")]
    [InlineData("/api/v1/stats/alice/nothing", HttpStatusCode.NotFound, null)]
    public async Task What_is_wrong_is_told_in_the_dialects_shape(string path, HttpStatusCode status, string? error)
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var answer = await host.Client.GetAsync(ApiHost.Path(path), Cancellation);
        await AssertErrorAsync(answer, status, error);
    }

    [Fact]
    public async Task The_health_of_the_dialect_has_its_shape_of_errors()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var answer = await host.Client.PostAsync(ApiHost.Path("/api/v1/health"), content: null, Cancellation);
        await AssertErrorAsync(answer, HttpStatusCode.MethodNotAllowed, null);
    }

    [Theory]
    [InlineData("q/r", "q%2Fr")]
    [InlineData("q/r", "q%2fr")]
    [InlineData("q/r", "q%2Fr/")]
    [InlineData("q%2Fr", "q%252Fr")]
    [InlineData("/a/ü%/", "%2Fa%2F%C3%BC%25%2F")]
    [InlineData("a b+c?d#e", "a%20b+c%3Fd%23e")]
    public async Task A_client_is_asked_for_by_its_name_whatever_stands_in_it(string name, string segment)
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        await host.WriteAsync([Some.Row(flow => flow.SubscriberId = name)], Cancellation);
        Assert.Equal(name, (string?)(await host.GetAsync($"/api/v1/stats/{segment}?range=1h", Cancellation))["data"]!["common_name"]);
    }

    [Theory]
    [InlineData("SYSTEM", "SYSTEM")]
    [InlineData("System", "System/")]
    [InlineData("systeM", "s%79steM")]
    public async Task A_client_named_system_in_another_case_is_not_hidden(string name, string segment)
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        await host.WriteAsync([Some.Row(flow => flow.SubscriberId = name)], Cancellation);
        Assert.Equal(name, (string?)(await host.GetAsync($"/api/v1/stats/{segment}?range=1h", Cancellation))["data"]!["common_name"]);
        foreach (var system in new[] { "stats/system", "Stats/system/", "stats/s%79stem" })
            Assert.Equal(1, (int)(await host.GetAsync($"/api/v1/{system}", Cancellation))["data"]!["total_clients"]!);
    }

    [Fact]
    public async Task A_year_of_five_minutes_has_all_of_them()
    {
        const long Step = 300_000;
        const int Points = 105_120;
        await using var host = await ApiHost.StartAsync(ApiHost.Embedded, new(StringComparer.Ordinal) { ["Sentinel:Retention:Days"] = "3650" }, Cancellation);
        var from = (Some.Time / Step * Step) + Step - (Points * Step);
        // On both sides of each seam between the questions that it takes, at both ends, and over the year.
        var times = Enumerable.Range(0, 7).SelectMany(piece => new[] { 0, -1 }.Select(side => from + (piece * 16_666L * Step) + side))
            .Concat(Enumerable.Range(0, 30).Select(index => Some.Time - (index * index * 35_000_000L))).ToList();
        var rows = Some.Rows(times.Count, (flow, index) =>
        {
            flow.FirstSeen = flow.LastSeen = times[index];
            (flow.SubscriberId, flow.Direction) = ("alice", index % 3 == 0 ? Directions.Inbound : Directions.Outbound);
        });
        await host.WriteAsync(rows, Cancellation);
        Answers.Equal(new Judge(rows, host.Time.Now).Client("alice", "1y", "5min")!, await host.GetAsync("/api/v1/stats/alice?range=1y&resolution=5min", Cancellation));
    }

    [Fact]
    public async Task Who_is_not_let_in_is_told_in_the_dialects_shape()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var stranger = host.ClientWithoutToken();
        using var writer = await host.ClientWithTokenAsync("\"scopes\":[\"flows:write\"]", Cancellation);
        foreach (var path in new[] { "analytics", "stats", "stats/alice", "stats/system", "clients", "certificates" })
        {
            using (var unknown = await stranger.GetAsync(ApiHost.Path($"/api/v1/{path}"), Cancellation)) await AssertErrorAsync(unknown, HttpStatusCode.Unauthorized, null);
            using var forbidden = await writer.GetAsync(ApiHost.Path($"/api/v1/{path}"), Cancellation);
            await AssertErrorAsync(forbidden, HttpStatusCode.Forbidden, null);
        }
    }

    [Fact]
    public async Task A_store_without_clients_has_none()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        Answers.Equal(JsonNode.Parse("""{"success":true,"count":0,"data":[]}""")!, await host.GetAsync("/api/v1/stats", Cancellation));
        Answers.Equal(JsonNode.Parse("""{"success":true,"data":[]}""")!, await host.GetAsync("/api/v1/clients", Cancellation));
        Answers.Equal(new Judge([], host.Time.Now).Analytics("24h"), await host.GetAsync("/api/v1/analytics", Cancellation));
    }

    [Fact]
    public async Task More_clients_than_a_top_list_holds_are_all_there()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var rows = Some.Rows(2_500, (flow, index) => (flow.SubscriberId, flow.Direction) = ($"client-{index % 2_050:0000}", Directions.Outbound));
        await host.WriteAsync(rows, Cancellation);
        Answers.Equal(new Judge(rows, host.Time.Now).All(), await host.GetAsync("/api/v1/stats", Cancellation));
    }

    [Fact]
    public async Task Every_example_of_the_document_is_answered_as_it_shows()
    {
        using var folder = new TemporaryFolder();
        SomeCertificate.Write(folder.Path, "user-alice.crt", Some.Time + 31_104_000_000);
        await using var host = await ApiHost.StartAsync(ApiHost.Embedded, new(StringComparer.Ordinal) { ["Sentinel:Certificates:Folder"] = folder.Path }, Cancellation);
        await host.WriteAsync([Some.Row(flow => (flow.SubscriberId, flow.Direction, flow.LastSeen) = ("user-alice", Directions.Outbound, Some.Time - 30_000))], Cancellation);
        Assert.Equal(6, await ShownExamples.SendAsync(host, "VPN", Cancellation));
    }

    private static async Task AssertErrorAsync(HttpResponseMessage answer, HttpStatusCode status, string? error)
    {
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} {body}");
        var members = JsonNode.Parse(body)!.AsObject();
        Assert.Equal(["success", "error"], members.Select(member => member.Key), StringComparer.Ordinal);
        Assert.False((bool)members["success"]!);
        if (error is not null) Assert.Equal(error, (string?)members["error"]);
    }
}
