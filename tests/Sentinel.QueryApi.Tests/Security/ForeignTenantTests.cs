using System.Net;
using Sentinel.QueryApi.Tests.Firewall;
using Sentinel.QueryApi.Tests.FlowReports;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Security;

/// <summary>What holds for a tenant in the native dialect holds for it in every other.</summary>
public sealed class ForeignTenantTests(TwoTenants tenants) : IClassFixture<TwoTenants>
{
    private const string NoObject = """{"error_code":"CFW.00200005","error_msg":"Object not found."}""";
    private const string NoClient = """{"success":false,"error":"Client not found"}""";

    [Theory]
    [MemberData(nameof(TwoTenants.Names), MemberType = typeof(TwoTenants))]
    public async Task Flow_reports_are_of_its_own_rows(string name)
    {
        var (tenant, random) = (tenants[name], new Random(Seed.Value));
        for (var round = 0; round < 25; round++)
        {
            var question = new RandomReportQuestion(random, tenants.Rows, tenants.Host.Time.Now);
            var rows = tenant.Rows.Where(question.Matches).ToList();
            await tenant.AskAsync($"/api/v1/flow-reports?per_page=100&{question.Query}", FlowReports.Judge.Page(rows, 1, 100));
            await tenant.AskAsync($"/api/v1/flow-reports?group_by=day&{question.Query}", FlowReports.Judge.Groups(rows, "day"));
            await tenant.AskAsync($"/api/v1/flow-reports?group_by=subscriber&{question.Query}", FlowReports.Judge.Groups(rows, "subscriber"));
            await tenant.AskAsync($"/api/v1/flow-reports/stats?{question.Query}", FlowReports.Judge.Stats(rows, tenant.Rows.Where(question.MatchesBesideDirection)));
        }
    }

    [Theory]
    [MemberData(nameof(TwoTenants.Names), MemberType = typeof(TwoTenants))]
    public async Task Firewalls_are_its_own(string name)
    {
        var (tenant, random) = (tenants[name], new Random(Seed.Value));
        for (var round = 0; round < 25; round++)
        {
            var logs = new RandomFirewallQuestion(random, tenants.Rows, isLog: true);
            var statistics = new RandomFirewallQuestion(random, tenants.Rows, isLog: false);
            var item = Firewall.Judge.Items.ElementAt(round % Firewall.Judge.Items.Count());
            foreach (var (question, path, answer) in new[]
            {
                (logs, $"/v1/{logs.Project}/cfw/logs/flow?limit=100&{logs.Query}", Firewall.Judge.Page(tenant.Rows.Where(logs.Matches), 0, 100)),
                (statistics, $"/v1/{statistics.Project}/cfw/logs/flow-statistic?item={item}&{statistics.Query}", Firewall.Judge.Statistics(tenant.Rows.Where(statistics.Matches), item, 5)),
            })
            {
                if (string.Equals(question.Project, name, StringComparison.Ordinal)) await tenant.AskAsync(path, answer);
                else await tenant.AskInVainAsync(path, HttpStatusCode.BadRequest, NoObject);
            }
        }
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public async Task A_firewall_or_a_record_of_the_other_is_not_there(string name, string other)
    {
        const string Ever = "start_time=0&end_time=9999999999999";
        var (mine, others) = (TwoTenants.FirewallOf(name), TwoTenants.FirewallOf(other));
        foreach (var (project, firewall) in new[] { (name, others), (other, others), (other, mine), (other, "fw-1") })
        {
            await tenants[name].AskInVainAsync($"/v1/{project}/cfw/logs/flow?fw_instance_id={firewall}&limit=1&{Ever}", HttpStatusCode.BadRequest, NoObject);
            await tenants[name].AskInVainAsync($"/v1/{project}/cfw/logs/flow-statistic?fw_instance_id={firewall}&log_type=internet&item=app&{Ever}", HttpStatusCode.BadRequest, NoObject);
        }

        var own = Firewall.Judge.NewestFirst(tenants[name].Rows.Where(row => row.Flow.FwInstanceId is "fw-1")).ToList();
        var logs = $"/v1/{name}/cfw/logs/flow?fw_instance_id=fw-1&limit=10&{Ever}";
        await tenants[name].AskAsync($"{logs}&log_id={own[2].Id}", Firewall.Judge.Page(own, 3, 10));
        foreach (var row in tenants.Rows.Where(row => row.Flow.FwInstanceId is "fw-1" && !string.Equals(row.Flow.ProjectId, name, StringComparison.Ordinal)).Take(10))
            await tenants[name].AskInVainAsync($"{logs}&log_id={row.Id}", HttpStatusCode.BadRequest, NoObject);
    }

    [Theory]
    [MemberData(nameof(TwoTenants.Names), MemberType = typeof(TwoTenants))]
    public async Task Vpn_clients_are_its_own_with_their_own_traffic(string name)
    {
        var (tenant, random) = (tenants[name], new Random(Seed.Value));
        var judge = new Vpn.Judge(tenant.Rows, tenants.Host.Time.Now);
        foreach (var range in new[] { "24h", "7d", "30d" }) await tenant.AskAsync($"/api/v1/analytics?range={range}", judge.Analytics(range));
        await tenant.AskAsync("/api/v1/stats", judge.All());
        await tenant.AskAsync("/api/v1/stats/system", judge.System());
        await tenant.AskAsync("/api/v1/clients", judge.Clients());

        var names = judge.Names.Where(client => !client.Contains('/', StringComparison.Ordinal)).ToList();
        foreach (var range in Vpn.Judge.Ranges.Where(_ => names.Count > 0))
        {
            var client = names[random.Next(names.Count)];
            await tenant.AskAsync($"/api/v1/stats/{Uri.EscapeDataString(client)}?range={range}", judge.Client(client, range, null)!);
        }

        foreach (var other in TwoTenants.Names.Select(row => row.Data).Where(other => !string.Equals(other, name, StringComparison.Ordinal)))
            await tenant.AskInVainAsync($"/api/v1/stats/{TwoTenants.SubscriberOf(other)}", HttpStatusCode.NotFound, NoClient);
    }
}
