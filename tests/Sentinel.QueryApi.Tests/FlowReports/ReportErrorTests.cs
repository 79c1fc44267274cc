using System.Net;
using Sentinel.Hosting.Broker;
using Sentinel.Storage.OpenSearch;
using Sentinel.Testing.Servers;

namespace Sentinel.QueryApi.Tests.FlowReports;

/// <summary>Errors that come before a handler, or instead of one.</summary>
public sealed class ReportErrorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_refuses_a_request_does_it_in_the_dialects_shape()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var reader = await host.ClientWithTokenAsync("\"scopes\":[\"flows:read\"]", Cancellation);
        using var stranger = host.ClientWithoutToken();
        using var guesser = host.ClientWith("hunter2");
        foreach (var (client, method, path, status, error) in new (HttpClient, string, string, HttpStatusCode, string?)[]
        {
            (stranger, "GET", "", HttpStatusCode.Unauthorized, "Invalid token"),
            (guesser, "DELETE", "", HttpStatusCode.Unauthorized, "Invalid token"),
            (reader, "DELETE", "", HttpStatusCode.Forbidden, "Forbidden"),
            (reader, "PUT", "/retention", HttpStatusCode.Forbidden, "Forbidden"),
            (host.Client, "GET", "/nothing", HttpStatusCode.NotFound, null),
            (host.Client, "POST", "", HttpStatusCode.MethodNotAllowed, null),
            (host.Client, "GET", $"?source={new string('x', 9_000)}", HttpStatusCode.RequestUriTooLong, null),
        })
        {
            using var request = new HttpRequestMessage(new(method), ApiHost.Path($"/API/v1/flow-reports{path}"));
            using var answer = await client.SendAsync(request, Cancellation);
            var text = (string)(await ReportErrors.ReadAsync(answer, status, Cancellation))!;
            if (error is not null) Assert.Equal(error, text);
        }

        using var body = new ByteArrayContent(new byte[70_000]);
        using var large = await host.Client.PutAsync(ApiHost.Path("/api/v1/flow-reports/retention"), body, Cancellation);
        await ReportErrors.ReadAsync(large, HttpStatusCode.RequestEntityTooLarge, Cancellation);
        using var neighbour = await stranger.GetAsync(ApiHost.Path("/api/v1/flow-reportsx"), Cancellation);
        await Answers.ProblemAsync(neighbour, HttpStatusCode.Unauthorized, Cancellation);
    }

    [Fact]
    public async Task One_who_asks_too_often_is_told_when_to_come_back()
    {
        await using var host = await ApiHost.StartAsync(
            ApiHost.Embedded, new(StringComparer.Ordinal) { ["Sentinel:Limits:RequestsPerToken"] = "1" }, Cancellation);
        while (true)
        {
            using var answer = await host.Client.GetAsync(ApiHost.Path("/api/v1/flow-reports/retention"), Cancellation);
            if (answer.IsSuccessStatusCode) continue;
            await ReportErrors.ReadAsync(answer, HttpStatusCode.TooManyRequests, Cancellation);
            Assert.NotNull(answer.Headers.RetryAfter);
            return;
        }
    }

    [Fact]
    public async Task While_the_store_is_away_every_question_is_503_with_the_time_to_come_back()
    {
        await using var host = await ApiHost.StartAsync(
            (services, configuration) => services.AddOpenSearchStore(configuration).AddRabbitMqPublishing(configuration),
            new(StringComparer.Ordinal) { ["Sentinel:Storage:OpenSearch:Urls"] = $"http://127.0.0.1:{FreePorts.Next()}" },
            Cancellation);
        foreach (var (method, path) in new[] { ("GET", ""), ("GET", "?group_by=day"), ("GET", "?group_by=subscriber"), ("GET", "/stats"), ("GET", "/retention"), ("DELETE", "") })
        {
            using var request = new HttpRequestMessage(new(method), ApiHost.Path($"/api/v1/flow-reports{path}"));
            using var answer = await host.Client.SendAsync(request, Cancellation);
            await ReportErrors.ReadAsync(answer, HttpStatusCode.ServiceUnavailable, Cancellation);
            Assert.NotNull(answer.Headers.RetryAfter);
        }
    }
}
