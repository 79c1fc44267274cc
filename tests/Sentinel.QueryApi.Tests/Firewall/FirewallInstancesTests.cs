using System.Net;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Firewall;

/// <summary>A firewall that has recorded nothing is there where the inventory says so, and the token may see it.</summary>
public sealed class FirewallInstancesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_firewall_of_the_inventory_is_there_for_whom_may_see_its_records()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "exporters.csv"), """
            exporter_ip,project_id,fw_instance_id,enterprise_project_id,vgw_id,log_type
            192.0.2.1,p-1,fw-1,,,internet

            """, Cancellation);
        await using var host = await ApiHost.StartAsync(
            ApiHost.Embedded, new(StringComparer.Ordinal) { ["Sentinel:Inventory:Folder"] = folder.Path }, Cancellation);

        await AssertThereAsync(host.Client, "p-1", "fw-1", isThere: true);
        await AssertThereAsync(host.Client, "p-1", "fw-2", isThere: false);
        await AssertThereAsync(host.Client, "p-2", "fw-1", isThere: false);
        foreach (var (filter, isThere) in new[]
        {
            ("\"project_id\":\"p-1\"", true), ("\"exporter_ip\":\"192.0.2.0/24\"", true), ("\"project_id\":\"p-2\"", false),
            ("\"exporter_ip\":\"198.51.100.1\"", false), ("\"project_id\":\"p-1\",\"log_type\":\"nat\"", false), ("\"subscriber_id\":\"alice\"", false),
        })
        {
            using var client = await host.ClientWithTokenAsync($$"""
                "scopes":["flows:read"],"filter":{{{filter}}}
                """, Cancellation);
            await AssertThereAsync(client, "p-1", "fw-1", isThere);
        }
    }

    private static async Task AssertThereAsync(HttpClient client, string project, string instance, bool isThere)
    {
        foreach (var question in new[] { "flow?limit=1&start_time=1&end_time=2", "flow-statistic?log_type=internet&item=app&range=2" })
        {
            using var answer = await client.GetAsync(ApiHost.Path($"/v1/{project}/cfw/logs/{question}&fw_instance_id={instance}"), Cancellation);
            Assert.Equal(isThere ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }
}
