using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Flows;

public sealed class TopTests(PopulatedApi api)
{
    public static TheoryData<string, string> Dimensions { get; } = new(
        FlowFields.All.Where(field => field.Groupable).Select(field => (field.Name, field.Name)).Concat(
        [
            ("src", "src_ip"), ("dst", "dst_ip"), ("exporter", "exporter_ip"), ("subscriber", "subscriber_id"),
        ]));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Dimensions))]
    public async Task Every_dimension_is_grouped_and_ranked(string dim, string field)
    {
        foreach (var by in new[] { "bytes", "packets" })
        {
            var answer = await api.Host.GetAsync($"/api/v1/flows/top-talkers?dim={dim}&by={by}&limit=1000&from=0", Cancellation);
            Answers.Equal(Judge.Top(api.Rows, FlowFields.ByName[field], by, 1_000), answer);
        }
    }

    [Fact]
    public async Task A_range_takes_the_place_of_the_window()
    {
        var (from, to) = (Some.TimeOn(Some.Day.AddDays(-1)), Some.TimeOn(Some.Day, 30_000));
        var rows = api.Rows.Where(row => Judge.Overlaps(row.Flow, from, to));
        Answers.Equal(Judge.Top(rows, FlowFields.SrcIp, "bytes", 20), await api.Host.GetAsync($"/api/v1/flows/top-talkers?from={from}&to={to}", Cancellation));
        Answers.Equal(Judge.Top(rows, FlowFields.Protocol, "bytes", 256, "protocol"), await api.Host.GetAsync($"/api/v1/flows/protocols?from={from}&to={to}", Cancellation));
    }

    [Fact]
    public async Task Rows_ahead_of_the_clock_are_left_out_of_a_window()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        await host.WriteAsync([Some.Row(flow => flow.LastSeen = Some.Time - 1), Some.Row(flow => flow.LastSeen = Some.Time)], Cancellation);

        var answer = await host.GetAsync("/api/v1/flows/top-talkers", Cancellation);
        Assert.Equal(1, answer[0]!["flow_count"]!.GetValue<int>());
        host.Time.Now += 1;
        answer = await host.GetAsync("/api/v1/flows/top-talkers", Cancellation);
        Assert.Equal(2, answer[0]!["flow_count"]!.GetValue<int>());
    }

    [Fact]
    public async Task Keys_are_written_as_people_read_them()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        await host.WriteAsync(
            [
                Some.Row(flow => (flow.SrcIp, flow.DstIp, flow.Protocol, flow.Bytes) = (Address.Parse("10.0.0.5"), Address.Parse("2001:db8::1"), 58, 40)),
                Some.Row(flow => (flow.Protocol, flow.Bytes) = (6, 20)), Some.Row(flow => (flow.Protocol, flow.Bytes) = (254, 10)),
            ],
            Cancellation);

        using var answer = await host.Client.GetAsync(ApiHost.Path("/api/v1/flows/top-talkers?dim=pair&from=0&limit=1"), Cancellation);
        Assert.StartsWith("""[{"key":"10.0.0.5 → 2001:db8::1","bytes":40,""", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        foreach (var (path, name) in new[] { ("top-talkers?dim=protocol&from=0", "key"), ("protocols?from=0", "protocol") })
        {
            var list = await host.GetAsync($"/api/v1/flows/{path}", Cancellation);
            Assert.Equal(["IPv6-ICMP", "TCP", "254"], list.AsArray().Select(entry => entry![name]!.GetValue<string>()), StringComparer.Ordinal);
        }
    }

    [Fact]
    public async Task Sums_above_64_bits_and_above_doubles_are_exact_integers()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        const long Most = NumberField.MaxExact;
        await host.WriteAsync(Some.Rows(2_500, (flow, _) => (flow.Bytes, flow.RequestBytes, flow.Packets) = (Most, Most, 1)), Cancellation);

        using var answer = await host.Client.GetAsync(ApiHost.Path("/api/v1/flows/protocols?from=0"), Cancellation);
        var sum = Text((Int128)Most * 2_500);
        Assert.Equal($$"""[{"protocol":"TCP","bytes":{{sum}},"packets":2500,"flow_count":2500}]""", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private static string Text(Int128 sum) => sum.ToString(CultureInfo.InvariantCulture);
}
