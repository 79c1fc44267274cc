using Sentinel.Ingestor.Retention;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests.Retention;

/// <summary>Several ingestors on one engine, each with its own retention.</summary>
[Collection(nameof(EngineFixture))]
public sealed class TwoIngestorsTests(EngineFixture engines) : IAsyncLifetime
{
    private OpenSearchNode engine = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => engine = await engines.EmptyAsync(Cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Another_number_of_days_acts_on_all_of_them_within_ten_seconds()
    {
        await using var one = await RunningIngestor.OpenSearchAsync(engine.Url);
        await using var two = await RunningIngestor.OpenSearchAsync(engine.Url);
        var (old, young) = (On(-5), On(0));
        await one.Pipeline.TakeAsync(old.Body, default, Cancellation);
        await two.Pipeline.TakeAsync(young.Body, default, Cancellation);

        await one.Retention.SetDaysAsync(2, Cancellation);
        var first = Some.Day.AddDays(-2);
        await Eventually.True(
            async () => await one.Retention.ReadAsync(Cancellation) is var state && state.HeldFrom == first && state.Sealed == first,
            "days are given up",
            Cancellation,
            TimeSpan.FromSeconds(10));
        foreach (var (ingestor, late) in new[] { (one, On(-3)), (two, On(-4)) })
            await Eventually.Passes(() => IsQuarantinedAsync(ingestor, late), Cancellation, TimeSpan.FromSeconds(10));

        Assert.Equal([Some.Day], await two.Days.ListAsync(Cancellation));
        await engine.SendAsync(HttpMethod.Post, "flows-*,audit-flows-*/_refresh", null, Cancellation);
        await Conservation.HoldsAsync(two.Reader, [young]);
        var entries = await two.Audit.ListAsync(10, Cancellation);
        Assert.Equal(["held from 2026-11-18 on", "held from 2026-11-13 on"], entries.Select(entry => entry.Detail), StringComparer.Ordinal);
        Assert.All(entries, entry => Assert.Equal((RetentionWorker.Action, RetentionWorker.Actor), (entry.Action, entry.Actor)));
    }

    [Fact]
    public async Task While_the_engine_is_away_nothing_is_judged_not_held()
    {
        await using (var before = await RunningIngestor.OpenSearchAsync(engine.Url)) await before.Retention.SetDaysAsync(30, Cancellation);
        await using var proxy = await NodeProxy.StartAsync(engine.Url);
        var away = true;
        proxy.Script = request => away ? Task.FromResult<ProxiedAnswer?>(null) : request.PassAsync();
        await using var ingestor = await RunningIngestor.OpenSearchAsync(proxy.Url);
        var old = On(-20);

        var taking = ingestor.Pipeline.TakeAsync(old.Body, default, Cancellation);
        await Eventually.True(() => ingestor.Counted("sentinel.ingest.retries") > 2, "the store is asked again", Cancellation);
        Assert.False(taking.IsCompleted);
        away = false;
        await taking;

        await engine.SendAsync(HttpMethod.Post, "flows-*,quarantine-flows-*/_refresh", null, Cancellation);
        Assert.Empty(await ingestor.Quarantine.ListAsync(10, Cancellation));
    }

    private static Published On(int days) =>
        Published.Of(Some.Batch(10, (flow, index) => (flow.SrcPort, flow.FirstSeen, flow.LastSeen) = (index, Some.TimeOn(Some.Day.AddDays(days)), Some.TimeOn(Some.Day.AddDays(days)))));

    private async Task IsQuarantinedAsync(RunningIngestor ingestor, Published late)
    {
        await ingestor.Pipeline.TakeAsync(late.Body, default, Cancellation);
        await engine.SendAsync(HttpMethod.Post, "quarantine-flows-*/_refresh", null, Cancellation);
        var quarantined = (await ingestor.Quarantine.ListAsync(1_000, Cancellation)).Select(record => record.Id).ToHashSet(StringComparer.Ordinal);
        Assert.Contains(late.Identity.RecordIdOf(0).ToString(), quarantined);
    }
}
