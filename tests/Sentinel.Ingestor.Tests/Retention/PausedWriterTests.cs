using Sentinel.Ingestor.Tests.Answers;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Retention;

/// <summary>
/// A bulk is held on its way, to the engine or back from it, while another process gives a day up or clears the store: what is acknowledged
/// afterwards is stored, or in quarantine.
/// </summary>
public sealed class PausedWriterTests(EngineFixture engines) : AnsweringEngine(engines)
{
    private static readonly DateOnly Old = Some.Day.AddDays(-3);

    /// <summary>Half of its records are of the old day, each in a row of its own.</summary>
    private readonly Published message = Published.Of(Some.Batch(40, (flow, index) =>
    {
        flow.SrcPort = index;
        flow.FirstSeen = flow.LastSeen = Some.TimeOn(index % 2 == 0 ? Old : Some.Day);
    }));

    private readonly TaskCompletionSource paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Published Held => message with { Flows = message.Flows.Where(flow => flow.Key % 2 == 1).ToDictionary() };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Its_day_is_given_up_meanwhile(bool applied)
    {
        await PauseWhileAsync(applied, GiveUpAsync);

        await ComesToAsync(Held, quarantined: 20);
        Assert.Equal([Some.Day], await Ingestor.Days.ListAsync(Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_store_is_cleared_meanwhile(bool applied)
    {
        await PauseWhileAsync(applied, other => other.Retention.ClearAsync(Cancellation));

        await ComesToAsync(message, quarantined: 0);
        Assert.Equal([Old, Some.Day], await Ingestor.Days.ListAsync(Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Both_happens_meanwhile_and_others_write_again_before_it_wakes(bool applied)
    {
        var others = Published.Of(Some.Batch(30, (flow, index) => flow.SrcPort = 1_000 + index));
        await PauseWhileAsync(applied, async other =>
        {
            await other.Retention.ClearAsync(Cancellation);
            await other.Pipeline.TakeAsync(others.Body, default, Cancellation);
            await GiveUpAsync(other);
        });

        await ComesToAsync(Held, quarantined: 20, others);
    }

    /// <summary>An engine under load may say: later.</summary>
    private static Task GiveUpAsync(RunningIngestor other) => Eventually.Passes(() => other.Retention.HoldFromAsync(Some.Day, Cancellation), Cancellation);

    /// <summary>Takes the message into days that are open, and pauses at its bulk; returns when the message is acknowledged.</summary>
    private async Task PauseWhileAsync(bool applied, Func<RunningIngestor, Task> meanwhile)
    {
        foreach (var day in (DateOnly[])[Old, Some.Day]) await Eventually.Passes(() => Ingestor.Days.OpenAsync(day, Cancellation), Cancellation);
        await using var other = await RunningIngestor.OpenSearchAsync(Engine.Url);
        Proxy.Script = async request =>
        {
            if (!request.IsBulk || !paused.TrySetResult()) return await request.PassAsync();
            if (!applied) await woken.Task;
            var answer = await request.PassAsync();
            await woken.Task;
            return answer;
        };

        var taking = TakeAsync([message]);
        await paused.Task;
        if (applied) await Eventually.True(async () => await StoredAsync() == 40, "the engine has the bulk", Cancellation);
        await meanwhile(other);
        Assert.False(taking.IsCompleted);
        woken.SetResult();
        await taking;
    }

    private async Task<long> StoredAsync()
    {
        await Engine.SendAsync(HttpMethod.Post, "flows-*/_refresh", null, Cancellation);
        return (await Ingestor.Reader.TotalsAsync(Storage.Queries.Selection.Everything, Cancellation)).Rows;
    }

    private async Task ComesToAsync(Published stored, int quarantined, params Published[] others)
    {
        await Engine.SendAsync(HttpMethod.Post, "flows-*,quarantine-flows-*/_refresh", null, Cancellation);
        await Conservation.HoldsAsync(Ingestor.Reader, [stored, .. others]);
        var records = await Ingestor.Quarantine.ListAsync(100, Cancellation);
        Assert.Equal(quarantined, records.Count);
        Assert.All(records, record => Assert.Equal($"time not held: {Old:yyyy-MM-dd}T12:00Z", record.Reason));
    }
}
