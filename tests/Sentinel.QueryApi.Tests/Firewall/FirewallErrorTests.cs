using System.Net;
using System.Text.Json.Nodes;
using Sentinel.QueryApi.Tests.Flows;

namespace Sentinel.QueryApi.Tests.Firewall;

public sealed class FirewallErrorTests(PopulatedApi populated)
{
    private const string Logs = "/v1/p-1/cfw/logs/flow?fw_instance_id=fw-1&limit=10";
    private const string Statistics = "/v1/p-1/cfw/logs/flow-statistic?fw_instance_id=fw-1&log_type=vpc&item=app";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("&start_time=1")]
    [InlineData("&end_time=1")]
    [InlineData("&start_time=2&end_time=1")]
    [InlineData("&start_time=&end_time=1")]
    public Task A_log_without_a_range_is_a_time_range_error(string query) => RefusedAsync(Logs + query, "CFW.00500002", "time range error");

    [Theory]
    [InlineData("")]
    [InlineData("&start_time=1")]
    [InlineData("&end_time=1")]
    [InlineData("&start_time=2&end_time=1")]
    [InlineData("&range=3")]
    [InlineData("&range=x&start_time=1&end_time=2")]
    [InlineData("&range=0&range=1")]
    [InlineData("&range=0&start_time=1")]
    public Task Statistics_without_a_range_are_told_so(string query) => RefusedAsync(Statistics + query, "CFW.00200007", "Incorrect time range.");

    [Theory]
    [InlineData("start_time", "x")]
    [InlineData("end_time", "1.5")]
    [InlineData("next_date", "x")]
    [InlineData("offset", "-1")]
    [InlineData("src_ip", "10.0.0.256")]
    [InlineData("dst_ip", "10.0.0.0/33")]
    [InlineData("src_port", "65536")]
    [InlineData("dst_port", "-1")]
    [InlineData("protocol", "256")]
    [InlineData("protocol", "-2")]
    [InlineData("protocol", "NOPE")]
    [InlineData("direction", "outbound")]
    [InlineData("log_type", "Internet")]
    [InlineData("src_province_name", "x")]
    [InlineData("dst_province_name", "x")]
    [InlineData("src_city_name", "x")]
    [InlineData("dst_city_name", "x")]
    public Task A_wrong_value_of_a_logs_parameter_is_named(string name, string value) => RefusedAsync(
        $"/v1/p-1/cfw/logs/flow?fw_instance_id=fw-1&limit=10&{(name is "start_time" ? "" : "start_time=1&")}{(name is "end_time" ? "" : "end_time=2&")}{name}={Uri.EscapeDataString(value)}",
        "CFW.00109004", $"HTTP request error: {name} ");

    [Theory]
    [InlineData("log_type", "x")]
    [InlineData("item", "bytes")]
    [InlineData("size", "-1")]
    [InlineData("size", "five")]
    [InlineData("asset_type", "any")]
    [InlineData("direction", "uplink")]
    [InlineData("start_time", "x")]
    public Task A_wrong_value_of_a_statistics_parameter_is_named(string name, string value) => RefusedAsync(
        $"/v1/p-1/cfw/logs/flow-statistic?fw_instance_id=fw-1&range=2&{(name is "log_type" ? "" : "log_type=vpc&")}{(name is "item" ? "" : "item=app&")}{name}={value}",
        "CFW.00109004", $"HTTP request error: {name} ");

    [Theory]
    [InlineData("fw_instance_id", "flow?limit=1&start_time=1&end_time=2")]
    [InlineData("limit", "flow?fw_instance_id=fw-1&start_time=1&end_time=2")]
    [InlineData("limit", "flow?fw_instance_id=fw-1&start_time=1&end_time=2&limit=0")]
    [InlineData("limit", "flow?fw_instance_id=fw-1&start_time=1&end_time=2&limit=1025")]
    [InlineData("limit", "flow?fw_instance_id=fw-1&start_time=1&end_time=2&limit=1&limit=1")]
    [InlineData("fw_instance_id", "flow-statistic?log_type=vpc&item=app&range=0")]
    [InlineData("log_type", "flow-statistic?fw_instance_id=fw-1&item=app&range=0")]
    [InlineData("item", "flow-statistic?fw_instance_id=fw-1&log_type=vpc&range=0")]
    public Task A_parameter_that_must_be_given_once_is_named(string name, string path) => RefusedAsync($"/v1/p-1/cfw/logs/{path}", "CFW.00109004", $"HTTP request error: {name} ");

    [Theory]
    [InlineData("/v1/p-1/cfw/logs/flow?fw_instance_id=fw-9&start_time=1&end_time=2&limit=1")]
    [InlineData("/v1/p-9/cfw/logs/flow?fw_instance_id=fw-1&start_time=1&end_time=2&limit=1")]
    [InlineData("/v1/p-1/cfw/logs/flow-statistic?fw_instance_id=fw-9&log_type=vpc&item=app&range=0")]
    [InlineData(Logs + "&start_time=1&end_time=2&log_id=nope")]
    [InlineData(Logs + "&start_time=1&end_time=2&log_id=AAAAAAAAAAAAAAAA")]
    public Task What_is_not_there_is_not_found(string path) => RefusedAsync(path, "CFW.00200005", "Object not found.");

    [Fact]
    public async Task A_firewall_without_records_in_the_range_has_none()
    {
        Answers.Equal(JsonNode.Parse("""{"data":{"limit":10,"records":[],"total":0}}""")!, await populated.Host.GetAsync($"{Logs}&start_time=1&end_time=2", Cancellation));
        Answers.Equal(JsonNode.Parse("""{"data":{"records":[],"total":0}}""")!, await populated.Host.GetAsync($"{Statistics}&start_time=1&end_time=2", Cancellation));
    }

    [Theory]
    [InlineData("/v1/p-1/cfw/logs/nothing", HttpStatusCode.NotFound, "CFW.00200005")]
    [InlineData("/v1/", HttpStatusCode.NotFound, "CFW.00200005")]
    public async Task Where_nothing_answers_the_error_has_the_dialects_shape(string path, HttpStatusCode status, string code)
    {
        using var answer = await populated.Host.Client.GetAsync(ApiHost.Path(path), Cancellation);
        await AssertErrorAsync(answer, status, code, "");
    }

    [Fact]
    public async Task The_token_is_read_from_its_own_header_first()
    {
        using var client = populated.Host.ClientWithoutToken();
        var path = ApiHost.Path($"{Logs}&start_time=1&end_time=2");
        using (var without = await client.GetAsync(path, Cancellation)) await AssertErrorAsync(without, HttpStatusCode.Unauthorized, "APIGW.0301", "");

        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "SDK-HMAC-SHA256 Access=x, SignedHeaders=y, Signature=z");
        client.DefaultRequestHeaders.Add("X-Auth-Token", ApiHost.Token);
        using (var own = await client.GetAsync(path, Cancellation)) Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        using (var elsewhere = await client.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation)) Assert.Equal(HttpStatusCode.Unauthorized, elsewhere.StatusCode);

        using var writer = await populated.Host.ClientWithTokenAsync("\"scopes\":[\"flows:write\"]", Cancellation);
        using (var forbidden = await writer.GetAsync(path, Cancellation)) await AssertErrorAsync(forbidden, HttpStatusCode.Forbidden, "APIGW.0302", "");
        writer.DefaultRequestHeaders.Add("X-Auth-Token", "snt_wrong");
        using var wrong = await writer.GetAsync(path, Cancellation);
        await AssertErrorAsync(wrong, HttpStatusCode.Unauthorized, "APIGW.0301", "");
    }

    private static async Task AssertErrorAsync(HttpResponseMessage answer, HttpStatusCode status, string code, string message)
    {
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} {body}");
        var error = JsonNode.Parse(body)!.AsObject();
        Assert.Equal(["error_code", "error_msg"], error.Select(member => member.Key), StringComparer.Ordinal);
        Assert.Equal(code, (string?)error["error_code"]);
        Assert.StartsWith(message, (string?)error["error_msg"], StringComparison.Ordinal);
        Assert.InRange(((string?)error["error_msg"])!.Length, 2, 512);
    }

    private async Task RefusedAsync(string path, string code, string message)
    {
        using var answer = await populated.Host.Client.GetAsync(ApiHost.Path(path), Cancellation);
        await AssertErrorAsync(answer, HttpStatusCode.BadRequest, code, message);
    }
}
