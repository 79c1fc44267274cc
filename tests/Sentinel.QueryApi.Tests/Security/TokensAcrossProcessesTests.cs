using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Hosting.Broker;
using Sentinel.QueryApi.Tests.Publishing;
using Sentinel.Storage;
using Sentinel.Storage.OpenSearch;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.QueryApi.Tests.Security;

/// <summary>Two processes over one OpenSearch and one broker.</summary>
public sealed class TokensAcrossProcessesTests(BrokerFixture broker)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_opens_every_process_until_it_is_revoked_and_an_outage_of_the_engine_does_not_stop_publishing()
    {
        await using var engine = new OpenSearchNode();
        await engine.StartAsync(Cancellation);
        var url = (await broker.StartedAsync(Cancellation)).Url;
        await using var one = await StartAsync(engine.Url, url);
        await using var other = await StartAsync(engine.Url, url);
        await one.App.Services.GetRequiredService<IFlowDays>().PrepareAsync(Cancellation);

        var made = await one.MakeTokenAsync("\"scopes\":[\"flows:read\"]", Cancellation);
        using var reader = other.ClientWith((string)made["token"]!);
        using var writer = other.ClientWith((string)(await one.MakeTokenAsync("\"scopes\":[\"flows:write\"]", Cancellation))["token"]!);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(reader));
        Assert.Equal(HttpStatusCode.Accepted, await PublishAsync(writer));

        using (var revoked = await one.Client.DeleteAsync(ApiHost.Path($"/api/v1/tokens/{made["id"]}"), Cancellation)) Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await Eventually.True(async () => await AskAsync(reader) == HttpStatusCode.Unauthorized, "the other process refuses it", Cancellation, TimeSpan.FromSeconds(30));

        await engine.KillAsync();
        Assert.Equal(HttpStatusCode.Accepted, await PublishAsync(writer));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(other.Client));
        // Whether these are tokens nobody can say now: that is not their bearer's fault.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(reader));
        using var wrong = other.ClientWith("hunter2");
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(wrong));
    }

    private static Task<ApiHost> StartAsync(Uri engine, Uri broker) => ApiHost.StartAsync(
        (services, configuration) => services.AddOpenSearchStore(configuration).AddRabbitMqPublishing(configuration),
        new(StringComparer.Ordinal) { ["Sentinel:Storage:OpenSearch:Urls"] = engine.ToString(), ["Sentinel:RabbitMq:Url"] = broker.ToString() },
        Cancellation);

    private static async Task<HttpStatusCode> AskAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(ApiHost.Path("/api/v1/flows"), Cancellation);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> PublishAsync(HttpClient client)
    {
        using var body = new StringContent("""{"src_ip":"10.0.0.5","dst_ip":"192.0.2.1","last_seen":1767225600000}""");
        using var answer = await client.PostAsync(ApiHost.Path("/api/v1/flows"), body, Cancellation);
        return answer.StatusCode;
    }
}
