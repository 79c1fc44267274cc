using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.FlowReports;

public sealed class ClearTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_cleared_is_seen_by_no_question_and_what_comes_after_is()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        await host.WriteAsync(Some.Rows(100), Cancellation);
        Assert.Equal(100, await CountAsync(host));

        using (var answer = await host.Client.DeleteAsync(ApiHost.Path("/api/v1/flow-reports?anything=1"), Cancellation))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Answers.Equal(
                JsonNode.Parse("""{"result":{"message":"All flow reports cleared successfully"}}""")!,
                JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation)));
        }

        Assert.Equal(0, await CountAsync(host));
        foreach (var by in new[] { "day", "subscriber" }) Assert.Empty((await host.GetAsync($"/api/v1/flow-reports?group_by={by}", Cancellation))["result"]!.AsArray());
        Assert.Equal("""{"result":{"protocols":[],"top_destinations_uplink":[]}}""", (await host.GetAsync("/api/v1/flow-reports/stats", Cancellation)).ToJsonString());
        Assert.Equal(0, (int)(await host.GetAsync("/api/v1/flows", Cancellation))["total"]!);

        await host.WriteAsync(Some.Rows(3), Cancellation);
        Assert.Equal(3, await CountAsync(host));
        var entry = await LastEntryAsync(host);
        Assert.Equal("flows.clear", (string?)entry["action"]);
        Assert.Equal("bootstrap", (string?)entry["actor"]);
        Assert.Equal("127.0.0.1", (string?)entry["origin"]);
    }

    [Fact]
    public async Task What_cannot_be_put_on_record_is_not_done()
    {
        await using var host = await ApiHost.StartAsync(UnrecordedParts, [], Cancellation);
        await host.WriteAsync(Some.Rows(5), Cancellation);
        using (var answer = await host.Client.DeleteAsync(ApiHost.Path("/api/v1/flow-reports"), Cancellation))
            await ReportErrors.ReadAsync(answer, HttpStatusCode.ServiceUnavailable, Cancellation);
        using var body = new StringContent("""{"days":3}""");
        using (var answer = await host.Client.PutAsync(ApiHost.Path("/api/v1/flow-reports/retention"), body, Cancellation))
            await ReportErrors.ReadAsync(answer, HttpStatusCode.ServiceUnavailable, Cancellation);
        Assert.Equal(5, await CountAsync(host));
        Assert.Equal("""{"result":{"days":7}}""", (await host.GetAsync("/api/v1/flow-reports/retention", Cancellation)).ToJsonString());

        static void UnrecordedParts(IServiceCollection services, IConfiguration configuration)
        {
            ApiHost.Embedded(services, configuration);
            services.AddSingleton<IAuditLog, NoRecord>();
        }
    }

    private static async Task<int> CountAsync(ApiHost host) => (int)(await host.GetAsync("/api/v1/flow-reports", Cancellation))["result"]!["total_count"]!;

    private static async Task<JsonNode> LastEntryAsync(ApiHost host) => (await host.GetAsync("/api/v1/audit?limit=1", Cancellation))["entries"]![0]!;

    /// <summary>A log on a full disk.</summary>
    private sealed class NoRecord : IAuditLog
    {
        public Task AppendAsync(AuditEntry entry, CancellationToken cancellation) => throw new StoreUnavailableException("full");

        public Task<IReadOnlyList<AuditEntry>> ListAsync(int limit, CancellationToken cancellation) => throw new StoreUnavailableException("full");
    }
}
