using System.Net;
using System.Net.Http.Headers;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.FlowReports;

public sealed class RetentionTests
{
    private const string Path = "/api/v1/flow-reports/retention";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_the_stored_value_else_the_settings_else_seven()
    {
        await using var plain = await ApiHost.StartAsync(Cancellation);
        Assert.Equal("""{"result":{"days":7}}""", await GetAsync(plain));
        await using var set = await ApiHost.StartAsync(ApiHost.Embedded, new(StringComparer.Ordinal) { ["Sentinel:Retention:Days"] = "30" }, Cancellation);
        Assert.Equal("""{"result":{"days":30}}""", await GetAsync(set));
        using var answer = await PutAsync(set, """{"days":14,"unknown":[1]}""");
        Assert.Equal("""{"result":{"message":"Flow reports retention policy updated successfully"}}""", await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("""{"result":{"days":14}}""", await GetAsync(set));

        var entry = (await set.GetAsync("/api/v1/audit?limit=1", Cancellation))["entries"]![0]!;
        Assert.Equal("retention.set", (string?)entry["action"]);
        Assert.Equal("14 days", (string?)entry["detail"]);
    }

    [Theory]
    [InlineData("{}", "retention days must be greater than 0")]
    [InlineData("""{"days":null}""", "retention days must be greater than 0")]
    [InlineData("""{"days":0}""", "retention days must be greater than 0")]
    [InlineData("""{"days":-5}""", "retention days must be greater than 0")]
    [InlineData("""{"days":1.5}""", "Invalid request body")]
    [InlineData("""{"days":7.0}""", "Invalid request body")]
    [InlineData("""{"days":1e1}""", "Invalid request body")]
    [InlineData("""{"days":-3000000000}""", "retention days must be greater than 0")]
    [InlineData("""{"days":2147483648}""", "retention days must be at most 2147483647")]
    [InlineData("""{"\ud800":1,"days":9}""", "Invalid request body")]
    [InlineData("""{"days":"7"}""", "Invalid request body")]
    [InlineData("""{"days":[7]}""", "Invalid request body")]
    [InlineData("""{"days":true}""", "Invalid request body")]
    [InlineData("[]", "Invalid request body")]
    [InlineData("7", "Invalid request body")]
    [InlineData("", "Invalid request body")]
    [InlineData("{", "Invalid request body")]
    [InlineData("\u0000", "Invalid request body")]
    public async Task A_body_that_says_no_number_of_days_changes_nothing(string body, string error)
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var answer = await PutAsync(host, body);
        Assert.Equal(error, (string?)await ReportErrors.ReadAsync(answer, HttpStatusCode.BadRequest, Cancellation));
        Assert.Equal("""{"result":{"days":7}}""", await GetAsync(host));
    }

    [Fact]
    public async Task It_may_be_longer_than_there_are_days()
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Embedded, new(StringComparer.Ordinal) { ["Sentinel:Retention:Days"] = "2147483647" }, Cancellation);
        using var body = new StringContent("""{"src_ip":"10.0.0.1","dst_ip":"10.0.0.2","last_seen":1000}""");
        using (var answer = await host.Client.PostAsync(ApiHost.Path("/api/v1/flows"), body, Cancellation)) Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await Eventually.True(
            async () => (int)(await host.GetAsync("/api/v1/flows", Cancellation))["total"]! == 1, "a flow of 1970 is held", Cancellation, TimeSpan.FromSeconds(20));
        using (var answer = await PutAsync(host, """{"days":2147483646}""")) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"result":{"days":2147483646}}""", await GetAsync(host));
    }

    [Fact]
    public async Task A_shorter_one_drops_days_without_a_restart()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        await host.WriteAsync([.. new[] { 0, 1, 3, 5 }.Select(back => Some.Row(flow => flow.FirstSeen = flow.LastSeen = Some.TimeOn(Some.Day.AddDays(-back))))], Cancellation);
        using (var answer = await PutAsync(host, """{"days":1}""")) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Eventually.True(
            async () => (int)(await host.GetAsync("/api/v1/flow-reports", Cancellation))["result"]!["total_count"]! == 2,
            "only rows of today and yesterday are left", Cancellation, TimeSpan.FromSeconds(10));
    }

    private static async Task<string> GetAsync(ApiHost host) => (await host.GetAsync(Path, Cancellation)).ToJsonString();

    /// <summary>Like the reference's clients: without a content type.</summary>
    private static async Task<HttpResponseMessage> PutAsync(ApiHost host, string body)
    {
        using var content = new StringContent(body, new MediaTypeHeaderValue("text/plain"));
        content.Headers.ContentType = null;
        return await host.Client.PutAsync(ApiHost.Path(Path), content, Cancellation);
    }
}
