using System.Net;
using Microsoft.AspNetCore.Builder;
using Sentinel.Hosting.Broker;
using Sentinel.Storage;
using Sentinel.Storage.OpenSearch;
using Sentinel.Testing.Servers;

namespace Sentinel.QueryApi.Tests.Security;

public sealed class ErrorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Errors_before_a_handler_are_problems()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        foreach (var (method, path, status) in new[]
        {
            (HttpMethod.Get, "/nothing", HttpStatusCode.NotFound), (HttpMethod.Delete, "/api/v1/flows", HttpStatusCode.MethodNotAllowed),
            (HttpMethod.Post, "/api/v1/flows/protocols", HttpStatusCode.MethodNotAllowed),
            (HttpMethod.Get, $"/api/v1/flows?app={new string('x', 9_000)}", HttpStatusCode.RequestUriTooLong),
        })
        {
            using var request = new HttpRequestMessage(method, ApiHost.Path(path));
            request.Headers.Accept.ParseAdd("text/html");
            using var answer = await host.Client.SendAsync(request, Cancellation);
            await Answers.ProblemAsync(answer, status, Cancellation);
        }
    }

    [Fact]
    public async Task A_failure_says_nothing_of_its_cause()
    {
        await using var host = await ApiHost.StartAsync(Cancellation, app =>
        {
            app.MapGet("/away", string () => throw new StoreUnavailableException("SELECT secret", new InvalidOperationException("stack")));
            app.MapGet("/forbidden", string () => throw new StoreForbiddenException("secret user"));
            app.MapGet("/broken", string () => throw new InvalidOperationException("secret words"));
        });
        foreach (var (path, status) in new[]
        {
            ("/away", HttpStatusCode.ServiceUnavailable), ("/forbidden", HttpStatusCode.ServiceUnavailable), ("/broken", HttpStatusCode.InternalServerError),
        })
        {
            using var answer = await host.Client.GetAsync(ApiHost.Path(path), Cancellation);
            var problem = (await Answers.ProblemAsync(answer, status, Cancellation)).ToJsonString();
            Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", problem, StringComparison.Ordinal);
            Assert.Equal(status == HttpStatusCode.ServiceUnavailable, answer.Headers.RetryAfter is not null);
            // The log has the cause under the id that the answer carries; only what nobody foresaw has a stack.
            var (text, hasStack) = Assert.Single(host.Log.Entries, entry => entry.Text.Contains(Answers.Header(answer, "X-Request-Id"), StringComparison.Ordinal));
            Assert.Contains(path, text, StringComparison.Ordinal);
            Assert.Equal(status == HttpStatusCode.InternalServerError, hasStack);
        }
    }

    [Fact]
    public async Task While_the_store_is_away_every_question_is_503_and_health_says_unhealthy()
    {
        await using var host = await ApiHost.StartAsync(
            (services, configuration) => services.AddOpenSearchStore(configuration).AddRabbitMqPublishing(configuration),
            new(StringComparer.Ordinal) { ["Sentinel:Storage:OpenSearch:Urls"] = $"http://127.0.0.1:{FreePorts.Next()}" },
            Cancellation);
        foreach (var path in new[] { "/api/v1/flows", "/api/v1/flows/top-talkers", "/api/v1/flows/protocols" })
        {
            using var answer = await host.Client.GetAsync(ApiHost.Path(path), Cancellation);
            await Answers.ProblemAsync(answer, HttpStatusCode.ServiceUnavailable, Cancellation);
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        using var stranger = host.ClientWithoutToken();
        for (var asked = 0; asked < 5; asked++)
        {
            using var health = await stranger.GetAsync(ApiHost.Path("/api/v1/health"), Cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
            Assert.Equal("""{"status":"unhealthy"}""", await health.Content.ReadAsStringAsync(Cancellation));
        }
    }

    [Fact]
    public async Task A_limit_on_time_that_is_met_is_told_by_name_and_value()
    {
        await using var host = await ApiHost.StartAsync(
            Cancellation, app => app.MapGet("/slow", string () => throw new StoreUnavailableException("secret words") { Limit = "Sentinel:Some:Limit is 60s" }));
        using var answer = await host.Client.GetAsync(ApiHost.Path("/slow"), Cancellation);
        var problem = await Answers.ProblemAsync(answer, HttpStatusCode.ServiceUnavailable, Cancellation);
        Assert.Equal("The store did not answer in time: Sentinel:Some:Limit is 60s. Ask for less, or come back a little later.", (string?)problem["detail"]);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_client_that_leaves_takes_its_question_back_from_the_engine()
    {
        var (asked, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var engine = await NodeProxy.StartAsync();
        engine.Script = async request =>
        {
            if (!request.Path.Contains("flows-", StringComparison.Ordinal)) return new(200, "{}"u8.ToArray());
            asked.TrySetResult();
            await using var gone = request.Gone.Register(() => ended.TrySetResult());
            await ended.Task;
            return null;
        };
        await using var host = await ApiHost.StartAsync(
            (services, configuration) => services.AddOpenSearchStore(configuration).AddRabbitMqPublishing(configuration),
            new(StringComparer.Ordinal) { ["Sentinel:Storage:OpenSearch:Urls"] = engine.Url.ToString() },
            Cancellation);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var question = host.Client.GetAsync(ApiHost.Path("/api/v1/flows"), leaving.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => question);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task Health_is_open()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var stranger = host.ClientWithoutToken();
        using var health = await stranger.GetAsync(ApiHost.Path("/api/v1/health"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal("""{"status":"healthy"}""", await health.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Every_answer_carries_a_request_id_the_callers_where_it_is_fit()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        foreach (var path in new[] { "/api/v1/flows", "/api/v1/health", "/nothing", "/api/v1/flows?limit=0" })
        {
            foreach (var (sent, isKept) in new[] { ("abc-123", true), (new string('x', 128), true), (new string('x', 129), false), ("with space", true), ("with\ttab", false), (null, false) })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, ApiHost.Path(path));
                if (sent is not null) request.Headers.TryAddWithoutValidation("X-Request-Id", sent);
                using var answer = await host.Client.SendAsync(request, Cancellation);
                var id = Answers.Header(answer, "X-Request-Id");
                Assert.Equal(isKept, string.Equals(id, sent, StringComparison.Ordinal));
                Assert.NotEmpty(id);
                Assert.False(answer.Headers.Contains("Server"));
            }
        }
    }
}
