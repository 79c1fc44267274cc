using System.Net;
using System.Text.Json.Nodes;
using Sentinel.Testing;
using Sentinel.Testing.Programs;
using Sentinel.Testing.Servers;

namespace Sentinel.Standalone.Tests;

/// <summary>Every connection under TLS, with certificates and an authority from the settings.</summary>
public sealed class EncryptedTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TestAuthority authority = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_flow_comes_in_by_https_and_goes_through_the_broker_by_amqps()
    {
        var (certificate, port) = (authority.Issue(), FreePorts.Next());
        await using var broker = new RabbitMqBroker(
            $"listeners.ssl.1=127.0.0.1:{port}", $"ssl_options.cacertfile={authority.File}", $"ssl_options.certfile={certificate.File}",
            $"ssl_options.keyfile={certificate.KeyFile}", "ssl_options.verify=verify_none");
        await broker.StartAsync(Cancellation);
        await using var standalone = await StandaloneProcess.StartAsync(
            folder.Path,
            Cancellation,
            url: "https://127.0.0.1:0",
            settings:
            [
                ("Kestrel__Certificates__Default__Path", certificate.File), ("Kestrel__Certificates__Default__KeyPath", certificate.KeyFile),
                ("Sentinel__RabbitMq__Url", $"amqps://guest:guest@127.0.0.1:{port}"), ("Sentinel__RabbitMq__CertificateAuthority", authority.File),
            ]);
        using var client = authority.Connect(standalone.Client.BaseAddress!);
        client.DefaultRequestHeaders.Authorization = standalone.Client.DefaultRequestHeaders.Authorization;

        var flow = $$"""{"src_ip":"10.0.0.5","dst_ip":"192.0.2.1","bytes":5,"last_seen":{{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}}}""";
        using var taken = await client.PostAsync(new Uri("/api/v1/flows", UriKind.Relative), new StringContent(flow), Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);

        await Eventually.True(
            async () => (int?)JsonNode.Parse(await client.GetStringAsync(new Uri("/api/v1/flows?src_ip=10.0.0.5", UriKind.Relative), Cancellation))!["total"] == 1,
            "the flow is stored",
            Cancellation);
    }
}
