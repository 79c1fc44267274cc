using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>Each test has days of its own, which it may drop.</summary>
public abstract class DaysContract(Store store) : StoreContract(store)
{
    [Fact]
    public async Task Days_are_listed_in_their_order_once_they_are_open()
    {
        await StoredAsync([Row()]);
        var days = new DateOnly[] { new(2019, 12, 31), new(2020, 1, 1), new(2020, 2, 29), new(2020, 10, 2) };
        foreach (var day in days.Reverse()) await Store.Days.OpenAsync(day, Cancellation);
        var listed = await Store.Days.ListAsync(Cancellation);
        Assert.Equal(listed.Order(), listed);
        Assert.Equal(days, listed.Where(day => day.Year is 2019 or 2020));
        Assert.Contains(Some.Day, listed);
    }

    [Fact]
    public async Task A_day_opened_twice_keeps_its_rows()
    {
        var judge = await StoredAsync(RandomRows(50, Week));
        foreach (var day in Week) await Store.Days.OpenAsync(day, Cancellation);
        await AssertTotalsAsync(judge, Own());
        var listed = await Store.Days.ListAsync(Cancellation);
        Assert.Equal(listed.Distinct(), listed);
    }

    [Fact]
    public async Task Ten_may_open_the_same_days_at_once()
    {
        var days = Enumerable.Range(1, 3).Select(day => new DateOnly(2021, 3, day)).ToList();
        await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(_ => days).Select(day => Store.Days.OpenAsync(day, Cancellation)));
        Assert.Equal(days, (await Store.Days.ListAsync(Cancellation)).Where(day => day.Year == 2021));
        await AssertTotalsAsync(await StoredAsync(RandomRows(30, days)), Own());
    }

    [Fact]
    public async Task Ten_may_prepare_at_once_and_again()
    {
        var judge = await StoredAsync(RandomRows(50, Week));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Store.Days.PrepareAsync(Cancellation)));
        await Store.Days.PrepareAsync(Cancellation);
        await AssertTotalsAsync(judge, Own());
    }

    [Fact]
    public async Task A_dropped_day_takes_its_rows_and_no_others()
    {
        DateOnly day = new(2022, 5, 2);
        var judge = await StoredAsync(RandomRows(60, Week));
        DateOnly[] around = [day.AddDays(-1), day, day.AddDays(1)];
        var rows = await WrittenAsync(RandomRows(60, around));
        await AssertTotalsAsync(new([.. judge.Rows, .. rows]), Own());

        await Store.Days.DropAsync(day, Cancellation);
        var left = rows.Where(row => row.Flow.Window.Day != day).ToList();
        await AssertTotalsAsync(new([.. judge.Rows, .. left]), Own());
        await AssertFindsAsync(new([.. judge.Rows, .. left]), new(Own(), RowOrder.NewestFirst, 0, 200));
        await AssertTopAsync(new([.. judge.Rows, .. left]), new(Own(), FlowFields.SrcIp, Measure.Bytes, 10));
        Assert.DoesNotContain(day, await Store.Days.ListAsync(Cancellation));
        var outcome = Assert.Single(await Store.Writer.WriteAsync([rows.First(row => row.Flow.Window.Day == day)], Cancellation));
        Assert.Equal(RowStatus.DayMissing, outcome.Status);
    }

    [Fact]
    public async Task A_day_opened_again_after_its_drop_is_empty_and_takes_the_same_rows_anew()
    {
        DateOnly day = new(2022, 6, 2);
        await StoredAsync(RandomRows(10, Week));
        var rows = await WrittenAsync(RandomRows(20, [day]));
        await Store.Days.DropAsync(day, Cancellation);
        await Store.Days.OpenAsync(day, Cancellation);
        var range = TimeRange.WindowsOverlapping(Window.StartOf(day), Window.StartOf(day.AddDays(1)));
        Assert.Equal(Totals.None, await Reader.TotalsAsync(Own(range), Cancellation));
        await WrittenAsync(rows);
        await AssertTotalsAsync(new(rows), Own(range));
    }

    [Fact]
    public async Task Dropping_a_day_that_is_not_there_does_nothing()
    {
        var judge = await StoredAsync(RandomRows(20, Week));
        await Store.Days.DropAsync(new(2018, 1, 1), Cancellation);
        await Store.Days.DropAsync(new(2018, 1, 1), Cancellation);
        await AssertTotalsAsync(judge, Own());
    }

    [Fact]
    public async Task A_day_dropped_while_questions_run_is_an_empty_one()
    {
        var judge = await StoredAsync(RandomRows(60, Week));
        var days = Enumerable.Range(1, 6).Select(day => new DateOnly(2022, 8, day)).ToList();
        await WrittenAsync(RandomRows(300, days));
        using var dropped = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var asking = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => AskUntilAsync(dropped.Token)));
        foreach (var day in days) await Store.Days.DropAsync(day, Cancellation);
        await dropped.CancelAsync();
        await asking;
        await AssertTotalsAsync(judge, Own());

        async Task AskUntilAsync(CancellationToken ended)
        {
            do
            {
                Assert.InRange((await Reader.TotalsAsync(Own(), Cancellation)).Rows, 60, 360);
                Assert.InRange((await Reader.FindAsync(new(Own(), RowOrder.NewestFirst, 0, 1_000), Cancellation)).Rows.Count, 60, 360);
                Assert.NotEmpty((await Reader.TopAsync(new(Own(), FlowFields.SrcIp, Measure.Bytes, 5), Cancellation)).Entries);
                Assert.NotNull(await Reader.NewestAsync(Own().Filter, Cancellation));
            }
            while (!ended.IsCancellationRequested);
        }
    }

    [Fact]
    public async Task A_range_without_any_day_is_answered()
    {
        await StoredAsync(RandomRows(5, Week));
        var range = TimeRange.WindowsOverlapping(Window.StartOf(new(2001, 1, 1)), Window.StartOf(new(2001, 4, 1)));
        Assert.Equal(Totals.None, await Reader.TotalsAsync(Own(range), Cancellation));
        Assert.Empty((await Reader.FindAsync(new(Own(range), RowOrder.NewestFirst, 0, 10), Cancellation)).Rows);
        Assert.Empty((await Reader.TopAsync(new(Own(range), FlowFields.SrcIp, Measure.Bytes, 10), Cancellation)).Entries);
    }

    /// <summary>Written and searchable, but never repeated by the resender, which must not meet a dropped day.</summary>
    private async Task<IReadOnlyList<FlowRow>> WrittenAsync(IReadOnlyList<FlowRow> rows)
    {
        foreach (var day in rows.Select(row => row.Flow.Window.Day).Distinct()) await Store.Days.OpenAsync(day, Cancellation);
        Assert.All(await Store.Writer.WriteAsync(rows, Cancellation), outcome => Assert.Equal(new RowOutcome(RowStatus.Stored), outcome));
        await Store.SettleAsync(Cancellation);
        return rows;
    }
}
