using System.Diagnostics;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>A cluster of two nodes, each with a copy of every day; the second fails while flows are written and read.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private readonly OpenSearchNode first = new(
        "node.name=first", "discovery.type=zen", "cluster.initial_cluster_manager_nodes=first",
        "cluster.fault_detection.follower_check.interval=500ms", "cluster.fault_detection.follower_check.timeout=3s",
        "cluster.fault_detection.follower_check.retry_count=1", "cluster.publish.timeout=5s");

    private readonly OpenSearchNode second;

    public ClusterTests() => second = new("node.name=second", "node.roles=data", $"discovery.seed_hosts={first.Transport}");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Task.WhenAll(first.StartAsync(Cancellation), second.StartAsync(Cancellation));

    public async ValueTask DisposeAsync()
    {
        await second.DisposeAsync();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_is_lost_or_counted_twice_when_a_node_stands_still_and_when_it_is_killed()
    {
        await using var ingestor = await RunningIngestor.ClusterAsync([second.Url, first.Url]);
        var published = Traffic.Of(45_000);
        await TakeAsync(ingestor, published.Take(10));
        await EveryDayHasACopyAsync();

        await second.SuspendAsync();
        var started = Stopwatch.GetTimestamp();
        await TakeAsync(ingestor, published.Skip(10).Take(10));
        await Conservation.ComesToHoldAsync(ingestor.Reader, [.. published.Take(20)]);
        TestContext.Current.TestOutputHelper?.WriteLine($"written and read {Stopwatch.GetElapsedTime(started)} after a node began to stand still");
        await second.ResumeAsync();
        await EveryDayHasACopyAsync();

        var rest = TakeAsync(ingestor, published.Skip(20));
        await second.KillAsync();
        await rest;
        await Conservation.ComesToHoldAsync(ingestor.Reader, published);
        Assert.Empty(await ingestor.Quarantine.ListAsync(10, Cancellation));
    }

    private static Task TakeAsync(RunningIngestor ingestor, IEnumerable<Published> messages) =>
        Task.WhenAll(messages.Select(message => ingestor.Pipeline.TakeAsync(message.Body, default, Cancellation)));

    private Task EveryDayHasACopyAsync() => Eventually.True(
        async () => (string?)(await first.SendAsync(HttpMethod.Get, "_cluster/health?wait_for_nodes=2&timeout=1s", null, Cancellation))["status"] is "green",
        "both nodes have every day",
        Cancellation,
        TimeSpan.FromSeconds(120));
}
