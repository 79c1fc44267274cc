using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>An engine that knows its users: what it refuses stays in the queue until somebody mends the user.</summary>
public sealed class RefusedUserTests(BrokerFixture brokers)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_without_the_password_and_then_without_the_rights_leaves_the_messages_in_the_queue()
    {
        await using var engine = new SecureOpenSearchNode();
        await engine.StartAsync(Cancellation);
        await engine.PutUserAsync("sentinel", "another password 1", "readall_and_monitor", Cancellation);
        await using var queue = await BrokerQueue.DeclareAsync((await brokers.StartedAsync(Cancellation)).Url);
        var published = Enumerable.Range(0, 10).Select(_ => Published.Of(Some.Batch(20))).ToList();
        await queue.PublishAsync(published);
        var warnings = new Warnings();

        await using var ingestor = await RunningIngestor.OpenSearchAsync(
            engine.Url,
            warnings,
            haste: 60,
            [
                .. queue.Settings, ("Sentinel:Storage:OpenSearch:Username", "sentinel"), ("Sentinel:Storage:OpenSearch:Password", "the password 2"),
                ("Sentinel:Storage:OpenSearch:CertificateAuthority", engine.CertificateAuthority), ("Sentinel:Storage:OpenSearch:RequestTimeout", "10m"),
            ]);
        await IsRefusedAsync();
        var refused = $"The store refuses us: no flow is stored until that is mended, and none is lost. Sentinel:Storage:OpenSearch: {engine.Url.GetLeftPart(UriPartial.Authority)}";
        Assert.Equal(1, warnings.Count($"{refused} refuses the user sentinel (401); check Username and Password."));

        await engine.PutUserAsync("sentinel", "the password 2", "readall_and_monitor", Cancellation);
        await Eventually.True(() => warnings.Count($"{refused} does not let the user sentinel do this; give it the documented role") > 0, "it is refused for want of rights", Cancellation);
        await IsRefusedAsync();
        var tries = ingestor.Counted("sentinel.ingest.retries");
        await Eventually.True(() => ingestor.Counted("sentinel.ingest.retries") > tries + 3, "it is refused again and again", Cancellation);
        Assert.InRange(warnings.Count("The store refuses us"), 2, 6); // one a password, and one a request that wants a right
        Assert.DoesNotContain(warnings.All, line => line.Contains("password 2", StringComparison.Ordinal));

        await engine.PutRoleAsync("sentinel", SecureOpenSearchNode.DocumentedRole(), Cancellation);
        await engine.PutUserAsync("sentinel", "the password 2", "sentinel", Cancellation);
        await Conservation.ComesToHoldAsync(ingestor.Reader, published);
        Assert.Empty(await ingestor.Quarantine.ListAsync(10, Cancellation));
        Assert.Empty(await queue.DrainAsync(queue.ErrorQueue));

        async Task IsRefusedAsync()
        {
            await Eventually.True(() => warnings.Count("Consuming has stopped") > 0, "consuming has stopped", Cancellation);
            await Eventually.True(async () => await queue.CountAsync(queue.Name) == published.Count, "all messages are ready in the queue", Cancellation);
        }
    }
}
