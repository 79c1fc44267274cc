using Sentinel.Storage.Embedded.Append;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class RetentionTests
{
    private static readonly DateOnly[] Given = [Some.Day.AddDays(-4), Some.Day.AddDays(-2), Some.Day.AddDays(-1)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>As a process that was killed between two days leaves it; rows come, days are rolled up and questions asked before anybody goes on.</summary>
    [Fact]
    public async Task Days_that_are_given_up_and_not_sealed_yet_are_told_by_sums_alone_and_take_no_row()
    {
        using var folder = new TemporaryFolder();
        var rows = Given.Append(Some.Day).SelectMany(day => Some.Rows(50, (flow, _) => flow.FirstSeen = flow.LastSeen = Some.TimeOn(day))).ToList();
        await using (var store = new OpenStore(folder.Path))
        {
            foreach (var day in Given.Append(Some.Day)) await store.Days.OpenAsync(day, Cancellation);
            await store.Writer.WriteAsync(rows, Cancellation);
            await store.Get<WriteQueue>().ChangeAsync(connection => KeptState.Write(connection, StoreState.Initial with { HeldFrom = Some.Day }), Cancellation);
        }

        await using var again = new OpenStore(folder.Path);
        await AssertToldAsync(again);
        Assert.Equal(Given.Append(Some.Day), await again.Days.ListAsync(Cancellation));
        Assert.All(await again.Writer.WriteAsync(rows[..50], Cancellation), outcome => Assert.Equal(RowStatus.NotHeld, outcome.Status));
        foreach (var day in Given) Assert.Equal(1, await again.Get<IRollups>().RollUpAsync(day, Cancellation));
        await AssertToldAsync(again);
        foreach (var row in rows.Where(row => row.Flow.Window.Day != Some.Day).Take(3)) Assert.Null(await again.Reader.FindRowAsync(row.Id, Filter.Everything, Cancellation));

        var state = await again.Get<IRetention>().HoldFromAsync(Given[0], Cancellation);
        Assert.Equal((Some.Day, Some.Day), (state.HeldFrom, state.Sealed));
        Assert.Equal([Some.Day], await again.Days.ListAsync(Cancellation));
        await AssertToldAsync(again);
    }

    [Fact]
    public async Task A_clear_takes_days_with_it_that_are_not_sealed_yet()
    {
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        await store.Days.OpenAsync(Given[0], Cancellation);
        await store.Writer.WriteAsync(Some.Rows(50, (flow, _) => flow.FirstSeen = flow.LastSeen = Some.TimeOn(Given[0])), Cancellation);
        await store.Get<WriteQueue>().ChangeAsync(connection => KeptState.Write(connection, StoreState.Initial with { HeldFrom = Some.Day }), Cancellation);

        await store.Get<IRetention>().ClearAsync(Cancellation);
        Assert.Empty(await store.Days.ListAsync(Cancellation));
        Assert.Equal(0, (await store.Reader.TotalsAsync(Reaching, Cancellation)).Rows);
        Assert.Equal(new StoreState(1, Some.Day, Some.Day, null), await store.Get<IRetention>().HoldFromAsync(Some.Day, Cancellation));
        Assert.Equal(0, (await store.Reader.TotalsAsync(Reaching, Cancellation)).Rows);
    }

    private static Selection Reaching => Selection.Everything with { WithRollups = true };

    private static async Task AssertToldAsync(OpenStore store)
    {
        Assert.Equal(50, (await store.Reader.TotalsAsync(Selection.Everything, Cancellation)).Rows);
        Assert.Equal(50, (await store.Reader.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, 1_000), Cancellation)).Total);
        Assert.Equal(200, (await store.Reader.TotalsAsync(Reaching, Cancellation)).Rows);
    }
}
