using System.Net;
using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.QueryApi.Tests.Flows;

namespace Sentinel.QueryApi.Tests.FlowReports;

public sealed class ReportParameterTests(PopulatedApi api)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("protocol=0", "invalid protocol number")]
    [InlineData("protocol=256", "invalid protocol number")]
    [InlineData("protocol=-1", "invalid protocol number")]
    [InlineData("protocol=tcp", "invalid protocol number")]
    [InlineData("protocol=6.0", "invalid protocol number")]
    [InlineData("protocol=6&protocol=6", "protocol must be given once")]
    [InlineData("subscriber_id=a&subscriber_id=b", "subscriber_id must be given once")]
    [InlineData("source=nonsense", "invalid source filter: invalid IP address: nonsense")]
    [InlineData("source=10.0.0.256", "invalid source filter: invalid IP address: 10.0.0.256")]
    [InlineData("source=10.0.0.1:65536", "invalid source filter: invalid port number")]
    [InlineData("source=10.0.0.1:", "invalid source filter: invalid port number")]
    [InlineData("source=:", "invalid source filter: invalid port number")]
    [InlineData("source=:-1", "invalid source filter: invalid port number")]
    [InlineData("source=:http", "invalid source filter: invalid port number")]
    [InlineData("source=:%2080", "invalid source filter: invalid port number")]
    [InlineData("source=x:80", "invalid source filter: invalid IP address: x")]
    [InlineData("source=10.0.0.0/33", "invalid source filter: invalid IP address: 10.0.0.0/33")]
    [InlineData("source=[2001:db8::1]x", "invalid source filter: invalid IP address: [2001:db8::1]x")]
    [InlineData("source=[2001:db8::1]:99999", "invalid source filter: invalid port number")]
    [InlineData("source=[2001:db8::1", "invalid source filter: invalid IP address: [2001:db8::1")]
    [InlineData("destination=::g", "invalid destination filter: invalid IP address: ::g")]
    [InlineData("destination=[]:53", "invalid destination filter: invalid IP address: ")]
    [InlineData("destination=8.8.8.8:x", "invalid destination filter: invalid port number")]
    [InlineData("direction=up", "invalid direction: must be 'uplink' or 'downlink'")]
    [InlineData("direction=Uplink", "invalid direction: must be 'uplink' or 'downlink'")]
    [InlineData("action=permit", "invalid action: must be 'allow' or 'drop'")]
    [InlineData("start=2026-02-30", "invalid start date: must be YYYY-MM-DD")]
    [InlineData("start=20.11.2026", "invalid start date: must be YYYY-MM-DD")]
    [InlineData("end=2026-11-20T00:00:00Z", "invalid end date: must be YYYY-MM-DD")]
    [InlineData("end=0000-01-01", "invalid end date: must be YYYY-MM-DD")]
    public async Task A_bad_filter_is_told_in_the_references_words(string query, string error)
    {
        await RefusedAsync($"/api/v1/flow-reports?{query}", error);
        await RefusedAsync($"/api/v1/flow-reports/stats?{query}", error);
    }

    [Theory]
    [InlineData("group_by=week", "Invalid group_by parameter: must be 'day' or 'subscriber'")]
    [InlineData("group_by=Day", "Invalid group_by parameter: must be 'day' or 'subscriber'")]
    [InlineData("page=0", "page must be >= 1")]
    [InlineData("page=-1", "page must be >= 1")]
    [InlineData("page=x", "page must be >= 1")]
    [InlineData("page=1.5", "page must be >= 1")]
    [InlineData("page=1&page=2", "page must be given once")]
    [InlineData("per_page=0", "per_page must be between 1 and 100")]
    [InlineData("per_page=101", "per_page must be between 1 and 100")]
    [InlineData("per_page=all", "per_page must be between 1 and 100")]
    public async Task Groups_and_pages_are_told_of_in_the_list_and_ignored_in_the_stats(string query, string error)
    {
        await RefusedAsync($"/api/v1/flow-reports?{query}", error);
        await api.Host.GetAsync($"/api/v1/flow-reports/stats?{query}", Cancellation);
    }

    [Fact]
    public async Task Of_several_faults_the_first_in_the_references_order_is_told()
    {
        string[] faults = ["protocol=x", "source=x", "destination=x", "direction=x", "action=x", "start=x", "end=x", "group_by=x", "page=x", "per_page=x"];
        string[] begins = ["invalid protocol", "invalid source", "invalid destination", "invalid direction", "invalid action", "invalid start", "invalid end", "Invalid group_by", "page ", "per_page "];
        for (var first = 0; first < faults.Length; first++)
        {
            using var answer = await api.Host.Client.GetAsync(ApiHost.Path($"/api/v1/flow-reports?{string.Join('&', faults[first..].Reverse())}"), Cancellation);
            Assert.StartsWith(begins[first], (string?)(await ErrorAsync(answer, HttpStatusCode.BadRequest)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Empty_parameters_are_absent_and_those_nobody_knows_are_ignored()
    {
        const string Empty = "page=&per_page=%20&subscriber_id=&protocol=&source=&destination=&direction=&action=&start=&end=&group_by=";
        Answers.Equal(Judge.Page(api.Rows, 1, 25), await api.Host.GetAsync($"/api/v1/flow-reports?{Empty}&_=1&sort=x&sort=y", Cancellation));
    }

    [Theory]
    [InlineData("page=2&Page=9", "page=2")]
    [InlineData("Direction=x&direction=uplink", "direction=uplink")]
    public async Task A_name_in_another_case_is_one_that_nobody_knows(string query, string known) =>
        Answers.Equal(await api.Host.GetAsync($"/api/v1/flow-reports?{known}", Cancellation), await api.Host.GetAsync($"/api/v1/flow-reports?{query}", Cancellation));

    [Theory]
    [InlineData("start=2026-11-20&end=2026-11-19")]
    [InlineData("start=9999-12-31&end=0001-01-01")]
    [InlineData("start=0001-01-01&end=1969-12-31")]
    [InlineData("subscriber_id=nobody")]
    public async Task Nothing_that_matches_is_an_empty_answer(string query)
    {
        Answers.Equal(Judge.Page([], 1, 25), await api.Host.GetAsync($"/api/v1/flow-reports?{query}", Cancellation));
        foreach (var by in new[] { "day", "subscriber" }) Answers.Equal(Judge.Groups([], by), await api.Host.GetAsync($"/api/v1/flow-reports?group_by={by}&{query}", Cancellation));
        Answers.Equal(Judge.Stats([], []), await api.Host.GetAsync($"/api/v1/flow-reports/stats?{query}", Cancellation));
    }

    [Fact]
    public async Task The_widest_range_holds_every_row() =>
        Assert.Equal(api.Rows.Count, (int)(await api.Host.GetAsync("/api/v1/flow-reports?start=0001-01-01&end=9999-12-31", Cancellation))["result"]!["total_count"]!);

    [Fact]
    public async Task A_page_past_the_end_is_empty_and_tells_the_total()
    {
        foreach (var page in new[] { "1000", "9007199254740991", "99999999999999999999999" })
        {
            var result = (await api.Host.GetAsync($"/api/v1/flow-reports?page={page}&per_page=100", Cancellation))["result"]!;
            Assert.Empty(result["items"]!.AsArray());
            Assert.Equal(api.Rows.Count, (int)result["total_count"]!);
            Assert.InRange((long)result["page"]!, 1_000, NumberField.MaxExact);
        }
    }

    [Fact]
    public void An_id_is_a_positive_number_that_every_reader_of_JSON_keeps()
    {
        foreach (var hash in new ulong[] { 0, 1, 1UL << 11, ulong.MaxValue, 1UL << 63 })
            Assert.InRange(QueryApi.FlowReports.ReportAnswer.IdOf(new(1, hash)), 1, NumberField.MaxExact);
    }

    private async Task RefusedAsync(string path, string error)
    {
        using var answer = await api.Host.Client.GetAsync(ApiHost.Path(path), Cancellation);
        Assert.Equal(error, (string?)await ErrorAsync(answer, HttpStatusCode.BadRequest));
    }

    private static Task<JsonNode> ErrorAsync(HttpResponseMessage answer, HttpStatusCode status) => ReportErrors.ReadAsync(answer, status, Cancellation);
}
