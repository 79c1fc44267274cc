using System.Net;

namespace Sentinel.QueryApi.Tests.Flows;

public sealed class ParameterTests(PopulatedApi api)
{
    private const string Find = "/api/v1/flows";
    private const string Top = "/api/v1/flows/top-talkers";
    private const string Protocols = "/api/v1/flows/protocols";

    private static readonly string Zeros = new('0', 100);
    private static readonly string LongWord = new('x', 1_025);

    public static TheoryData<string, string> Wrong { get; } = new(
    [
        (Find, "limit=0"), (Find, "limit=-1"), (Find, "limit=x"), (Find, "limit="), (Find, "limit=1.5"), (Find, "limit=%201"), (Find, "limit=1&limit=1"),
        (Find, "offset=-1"), (Find, "offset=x"), (Find, "offset=9223372036854775808"), (Find, "sort=size"), (Find, "sort=BYTES"), (Find, "sort="), (Find, "order=up"),
        (Find, "cursor="), (Find, "window_secs=60"), (Find, "dim=src"), (Find, "by=bytes"), (Find, "LIMIT=5"), (Find, "limits=5"), (Find, "exporter_ip=10.0.0.1"),
        (Top, "limit=0"), (Top, "limit=1001"), (Top, "limit=x"), (Top, "by=flows"), (Top, "dim=bytes"), (Top, "dim=asset_tags"), (Top, "dim=id"), (Top, "dim="),
        (Top, "offset=0"), (Top, "sort=bytes"), (Top, "cursor=x"), (Protocols, "limit=5"), (Protocols, "by=bytes"), (Protocols, "dim=src"),
        .. new[] { Top, Protocols }.SelectMany(path => new[] { "window_secs=0", "window_secs=-1", "window_secs=31622401", "window_secs=x", "window_secs=60&window_secs=60" }, (path, query) => (path, query)),
        .. new[] { Find, Top, Protocols }.SelectMany(
            path => new[]
            {
                "port=-1", "port=65536", "port=https", "port=000000000000000000443", "protocol=000000000000000000006", "port=1&port=2", "protocol=256", "protocol=-1", "protocol=TCP", "protocol=6.0", "src_ip=10.0.0", "src_ip=10.0.0.256", "src_ip=",
                "src_ip=10.0.0.0/33", "src_ip=2001:db8::/" + Zeros + "32",  "src_ip=10.0.0.1,10.0.0.2", "dst_ip=::1/129", "dst_ip=example.com", "dst_ip=[::1]", "exporter=1", "exporter=fe80::1%25eth0", "action=maybe", "action=",
                "direction=up", "direction=", "subscriber=", "app=", "dst_host=", $"app={LongWord}", "from=x", "from=", "from=9223372036854775808", "to=1.0", "to=2026-01-01", "from=1&from=2",
                "=x", "unknown", "protocl=6",
            },
            (path, query) => (path, query)),
    ]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_parameter_is_named_and_no_other(string path, string query)
    {
        using var answer = await api.Host.Client.GetAsync(ApiHost.Path($"{path}?{query}"), Cancellation);
        await Answers.FaultsAsync(answer, [query.Split('=')[0]], Cancellation);
    }

    [Theory]
    [InlineData("limit=1&LIMIT=5", "LIMIT")]
    [InlineData("Limit=1&limit=5", "Limit")]
    public async Task A_name_in_another_case_beside_the_right_one_is_named_alone(string query, string name)
    {
        using var answer = await api.Host.Client.GetAsync(ApiHost.Path($"{Find}?{query}"), Cancellation);
        await Answers.FaultsAsync(answer, [name], Cancellation);
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        const string Filters = "src_ip=a&dst_ip=b&port=c&protocol=d&exporter=e&subscriber=&action=f&direction=g&app=&dst_host=&from=h&to=i&typo=1&other=2";
        string[] names = ["src_ip", "dst_ip", "port", "protocol", "exporter", "subscriber", "action", "direction", "app", "dst_host", "from", "to", "typo", "other"];
        foreach (var (query, own) in new[]
        {
            ($"{Find}?{Filters}&sort=j&order=k&offset=l&limit=m&cursor=n", new[] { "sort", "order", "offset", "limit", "cursor" }),
            ($"{Top}?{Filters}&window_secs=j&by=k&dim=l&limit=m", ["window_secs", "by", "dim", "limit"]),
            ($"{Protocols}?{Filters}&window_secs=j", ["window_secs"]),
        })
        {
            using var answer = await api.Host.Client.GetAsync(ApiHost.Path(query), Cancellation);
            await Answers.FaultsAsync(answer, [.. names, .. own], Cancellation);
        }
    }

    [Fact]
    public async Task A_range_that_ends_before_it_starts_is_a_fault()
    {
        foreach (var path in new[] { Find, Top, Protocols })
        {
            using var answer = await api.Host.Client.GetAsync(ApiHost.Path($"{path}?from=2&to=1"), Cancellation);
            await Answers.FaultsAsync(answer, ["from"], Cancellation);
            await api.Host.GetAsync($"{path}?from=2&to=2", Cancellation);
        }
    }

    [Theory]
    [InlineData("from=1")]
    [InlineData("to=1")]
    [InlineData("from=1&to=2")]
    public async Task A_window_and_a_range_exclude_each_other(string range)
    {
        foreach (var path in new[] { Top, Protocols })
        {
            using var answer = await api.Host.Client.GetAsync(ApiHost.Path($"{path}?window_secs=60&{range}"), Cancellation);
            await Answers.FaultsAsync(answer, ["window_secs"], Cancellation);
        }
    }

    [Theory]
    [InlineData(Top, "window_secs=1")]
    [InlineData(Top, "window_secs=31622400")]
    [InlineData(Top, "limit=1000")]
    [InlineData(Find, "limit=10000")]
    [InlineData(Find, "limit=10001")]
    [InlineData(Find, "limit=1234567890123456789012345678901234567890")]
    [InlineData(Find, "port=00000000000000000443")]
    [InlineData(Find, "action=PERMIT&direction=Uplink")]
    [InlineData(Find, "port=0&protocol=0")]
    [InlineData(Find, "port=65535&protocol=255&limit=1&offset=0")]
    public async Task The_edges_of_what_is_allowed_are_allowed(string path, string query) => await api.Host.GetAsync($"{path}?{query}", Cancellation);

    [Theory]
    [InlineData("limit=0", "must be a whole number, 1 or more")]
    [InlineData("offset=x", "must be a whole number from 0 to 9223372036854775807")]
    [InlineData("from=2026-11-21", "must be a time in epoch ms")]
    public async Task A_fault_says_what_is_taken(string query, string why)
    {
        using var answer = await api.Host.Client.GetAsync(ApiHost.Path($"{Find}?{query}"), Cancellation);
        var problem = await Answers.ProblemAsync(answer, HttpStatusCode.BadRequest, Cancellation);
        Assert.Equal(why, problem["errors"]![query.Split('=')[0]]![0]!.GetValue<string>());
    }
}
