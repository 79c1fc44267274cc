using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>A broker that does not let us in: a sentence that names the setting and the broker, once, and the process goes on trying.</summary>
public sealed class BrokerRefusalTests(BrokerFixture brokers) : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TestAuthority authority = new();
    private readonly Warnings warnings = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_wrong_password_is_told() =>
        await IsToldAsync(await PlainAsync("amqp", "guest:hunter2", ""), "refuses the user guest; check the user and the password.");

    [Fact]
    public async Task A_virtual_host_that_is_not_there_is_told() => await IsToldAsync(
        await PlainAsync("amqp", "guest:guest", "/nowhere"), "does not let the user guest into the virtual host nowhere; check its name and the user's rights.");

    [Fact]
    public async Task A_port_without_TLS_is_told() =>
        await IsToldAsync(await PlainAsync("amqps", "guest:hunter2", ""), "does not speak TLS; check the port, or say amqp.");

    [Fact]
    public async Task A_certificate_that_has_expired_is_told() =>
        await IsToldOfAsync(authority.Issue(hasExpired: true), authority, "has a certificate that has expired, or is not valid yet.");

    [Fact]
    public async Task A_certificate_for_another_name_is_told() =>
        await IsToldOfAsync(authority.Issue("elsewhere.example"), authority, "has a certificate for another name; check Url.");

    [Fact]
    public async Task A_certificate_of_another_authority_is_told()
    {
        using var other = new TestAuthority();
        await IsToldOfAsync(other.Issue(), authority, "has a certificate of an authority that is not trusted; check CertificateAuthority.");
    }

    [Fact]
    public async Task What_is_mended_at_the_broker_is_found()
    {
        var broker = await brokers.StartedAsync(Cancellation);
        await using var queue = await BrokerQueue.DeclareAsync(broker.Url);
        await queue.PublishAsync(Published.Of(Some.Batch(10)).Body);
        await using var ingestor = await RunningIngestor.EmbeddedAsync(
            folder.Path, warnings, [.. queue.Settings.Skip(1), ("Sentinel:RabbitMq:Url", await PlainAsync("amqp", "later:hunter2", ""))]);
        await IsToldAsync("refuses the user later;");

        await broker.ControlAsync("add_user", "later", "hunter2");
        await IsToldAsync("does not let the user later into the virtual host /;");

        // Everything but the way to the queue of what is no message, which such a body would have to go.
        await broker.ControlAsync("set_permissions", "later", ".*", "^flows-", ".*");
        await IsToldAsync("lacks a right for the user later: ACCESS_REFUSED");

        await broker.ControlAsync("set_permissions", "later", ".*", ".*", ".*");
        await ingestor.TakesAsync(1);
        Assert.Equal(3, warnings.All.Count);

        Task IsToldAsync(string words) => Eventually.True(
            () => warnings.All.Any(line => line.Contains(words, StringComparison.Ordinal)), words, Cancellation, TimeSpan.FromSeconds(120));
    }

    private async Task<string> PlainAsync(string scheme, string user, string path)
    {
        var broker = await brokers.StartedAsync(Cancellation);
        return $"{scheme}://{user}@127.0.0.1:{broker.Url.Port}{path}";
    }

    /// <summary>No broker is needed: it is not asked before it is trusted.</summary>
    private async Task IsToldOfAsync(TestCertificate certificate, TestAuthority trusted, string sentence)
    {
        await using var listener = await NodeProxy.StartAsync(certificate: certificate);
        await IsToldAsync($"amqps://guest:hunter2@127.0.0.1:{listener.Url.Port}", sentence, ("Sentinel:RabbitMq:CertificateAuthority", trusted.File));
    }

    private async Task IsToldAsync(string url, string sentence, params (string Name, string Value)[] settings)
    {
        var (scheme, port) = (url.Split(':')[0], new Uri(url).Port);
        var line = $"The broker does not let us consume queue sentinel.flows; trying again until it does. Sentinel:RabbitMq:Url: {scheme}://127.0.0.1:{port} {sentence}";
        await using var ingestor = await RunningIngestor.EmbeddedAsync(folder.Path, warnings, [("Sentinel:RabbitMq:Url", url), .. settings]);
        await Eventually.True(() => warnings.Count("The broker does not let us") > 0, "it is told", Cancellation, TimeSpan.FromSeconds(60));
        Assert.Equal(line, Assert.Single(warnings.All));
    }
}
