using System.Globalization;
using System.Text.Json.Nodes;

namespace Sentinel.QueryApi.Tests.Flows;

public sealed class FindTests(PopulatedApi api)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_parameters_the_newest_fifty_of_all_rows_come()
    {
        var answer = await api.Host.GetAsync("/api/v1/flows", Cancellation);

        Assert.Equal(api.Rows.Count, answer["total"]!.GetValue<int>());
        Assert.Equal(0, answer["offset"]!.GetValue<int>());
        Assert.Equal(50, answer["limit"]!.GetValue<int>());
        Answers.Equal(new JsonArray([.. Judge.Ordered(api.Rows, "timestamp", descending: true).Take(50).Select(Judge.Flow)]), answer["flows"]);
    }

    [Theory]
    [InlineData("10000")]
    [InlineData("10001")]
    [InlineData("99999999999999999999")]
    public async Task A_limit_above_the_largest_is_taken_as_the_largest(string limit)
    {
        var answer = await api.Host.GetAsync($"/api/v1/flows?limit={limit}", Cancellation);

        Assert.Equal(10_000, answer["limit"]!.GetValue<int>());
        Assert.Equal(api.Rows.Count, answer["flows"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("1500")]
    [InlineData("10001")]
    [InlineData("9223372036854775807")]
    public async Task Past_the_end_there_are_no_flows_but_the_true_total(string offset)
    {
        var answer = await api.Host.GetAsync($"/api/v1/flows?offset={offset}", Cancellation);

        Assert.Equal(api.Rows.Count, answer["total"]!.GetValue<int>());
        Assert.Equal(long.Parse(offset, CultureInfo.InvariantCulture), answer["offset"]!.GetValue<long>());
        Assert.Empty(answer["flows"]!.AsArray());
        Assert.Null(answer["next"]);
    }

    [Theory]
    [InlineData("from=-9223372036854775808")]
    [InlineData("to=9223372036854775807")]
    [InlineData("from=-1&to=253402300799999")]
    public async Task A_bound_beyond_all_time_is_no_bound(string range)
    {
        var answer = await api.Host.GetAsync($"/api/v1/flows?{range}", Cancellation);
        Assert.Equal(api.Rows.Count, answer["total"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("from=9223372036854775807")]
    [InlineData("to=-9223372036854775808")]
    [InlineData("to=0")]
    public async Task A_range_beyond_all_rows_is_empty(string range)
    {
        var answer = await api.Host.GetAsync($"/api/v1/flows?{range}", Cancellation);
        Assert.Equal(0, answer["total"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("action=permit", "action=allow")]
    [InlineData("action=deny", "action=drop")]
    [InlineData("direction=uplink", "direction=outbound")]
    [InlineData("direction=in2out", "direction=outbound")]
    [InlineData("direction=downlink", "direction=inbound")]
    [InlineData("direction=out2in", "direction=inbound")]
    [InlineData("src_ip=::ffff:10.0.0.9", "src_ip=10.0.0.9")]
    [InlineData("dst_ip=2001:DB8:0:0:0:0:0:9", "dst_ip=2001:db8::9")]
    [InlineData("src_ip=10.0.0.9/32", "src_ip=10.0.0.9")]
    [InlineData("src_ip=10.1.2.3/8", "src_ip=10.0.0.0/8")]
    public async Task A_value_is_read_in_every_spelling(string spelled, string plain)
    {
        var answer = await api.Host.GetAsync($"/api/v1/flows?{spelled}", Cancellation);
        var same = await api.Host.GetAsync($"/api/v1/flows?{plain}", Cancellation);

        Assert.NotEqual(0, same["total"]!.GetValue<int>());
        Answers.Equal(same["flows"]!, answer["flows"]);
    }

    [Fact]
    public async Task An_answer_says_until_when_there_is_data()
    {
        foreach (var path in new[] { "/api/v1/flows", "/api/v1/flows/top-talkers", "/api/v1/flows/protocols" })
        {
            using var answer = await api.Host.Client.GetAsync(ApiHost.Path(path), Cancellation);
            Assert.Equal(api.Rows.Max(row => row.Flow.LastSeen).ToString(CultureInfo.InvariantCulture), Answers.Header(answer, "Sentinel-Data-Until"));
        }
    }

    [Fact]
    public async Task An_empty_store_is_an_empty_answer()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var answer = await host.Client.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation);

        Assert.Equal("""{"total":0,"offset":0,"limit":50,"flows":[],"next":null}""", await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.False(answer.Headers.Contains("Sentinel-Data-Until"));
    }
}
