using System.Collections.Concurrent;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>Writers, readers, and several who give days up and clear the store, at once.</summary>
public abstract class RetentionRaceContract(Store store) : AloneContract(store)
{
    private const int Rounds = 4;

    private static readonly DateOnly[] Days = [.. Enumerable.Range(0, Rounds + 2).Select(ahead => Some.Day.AddDays(ahead))];

    private readonly ConcurrentBag<(FlowRow Row, RowStatus Status, int ClearsBefore)> written = [];
    private volatile int clears;
    private volatile bool ended;

    [Fact]
    public async Task What_is_acknowledged_is_there_and_what_is_given_up_or_cleared_is_not()
    {
        var writers = new[] { Store.Writer, Other.Writer, Store.Writer, Other.Writer }.Select((writer, number) => Task.Run(() => WriteUntilEndedAsync(writer, number))).ToList();
        var readers = new[] { Reader, Other.Reader }.Select(reader => Task.Run(() => ReadUntilEndedAsync(reader))).ToList();
        foreach (var first in Days.Take(Rounds))
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(who => AskedAsync(() => (who % 2 == 0 ? Retention : Other.Retention).HoldFromAsync(first, Cancellation))));
            await Task.WhenAll(ClearAsync(Retention), ClearAsync(Other.Retention), Retention.SetDaysAsync(clears + 1, Cancellation));
            clears++;
        }

        var so = written.Count;
        await Eventually.True(() => written.Count > so + 200 || writers.Exists(writer => writer.IsFaulted), "rows are written after the last clear", Cancellation);
        var state = await Other.Retention.HoldFromAsync(Days[Rounds], Cancellation);
        ended = true;
        await Task.WhenAll([.. writers, .. readers]);
        await Store.SettleAsync(Cancellation);

        Assert.Equal((Days[Rounds], Days[Rounds], (int?)Rounds), (state.HeldFrom, state.Sealed, state.Days));
        Assert.True(state.Generation >= Rounds);
        var found = await Reader.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, FindQuery.MaxLimit), Cancellation);
        Assert.False(found.HasMore);
        var there = found.Rows.Select(row => row.Id).ToHashSet();
        Assert.Equal(found.Rows.Count, there.Count);
        Assert.All(found.Rows, row => Assert.True(state.Holds(row.Flow.Window.Day)));
        Assert.Subset(written.Where(one => one.Status == RowStatus.Stored).Select(one => one.Row.Id).ToHashSet(), there);
        Assert.Superset(written.Where(one => one.ClearsBefore == Rounds && state.Holds(one.Row.Flow.Window.Day)).Select(one => one.Row.Id).ToHashSet(), there);
        Assert.All(written.Where(one => one.Status != RowStatus.Stored), one => Assert.False(state.Holds(one.Row.Flow.Window.Day)));
    }

    private static Task<bool> ClearAsync(IRetention retention) => AskedAsync(async () =>
    {
        await retention.ClearAsync(Cancellation);
        return true;
    });

    private async Task WriteUntilEndedAsync(IFlowWriter writer, int number)
    {
        var population = new Population(Seed + number);
        while (!ended)
        {
            var before = clears;
            var rows = population.Rows(40, Days);
            var taken = await TakenAsync(writer, rows);
            foreach (var (row, status) in rows.Zip(taken)) written.Add((row, status is RowStatus.Duplicate ? RowStatus.Stored : status, before));
        }
    }

    private async Task ReadUntilEndedAsync(IFlowReader reader)
    {
        while (!ended)
        {
            await reader.TotalsAsync(Selection.Everything, Cancellation);
            var page = await reader.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, 1_000), Cancellation);
            Assert.Equal(page.Rows.Count, page.Rows.DistinctBy(row => row.Id).Count());
        }
    }
}
