using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

public abstract class RetentionContract(Store store) : AloneContract(store)
{
    [Fact]
    public async Task A_store_that_nobody_has_changed_holds_everything()
    {
        Assert.Equal(StoreState.Initial, await Retention.ReadAsync(Cancellation));
        await WrittenAsync(Store.Writer, RandomRows(10, [new(1999, 12, 31)]));
        Assert.Equal([new(1999, 12, 31)], await Store.Days.ListAsync(Cancellation));
    }

    [Fact]
    public async Task How_many_days_are_held_is_said_to_all_and_given_back()
    {
        Assert.Equal(StoreState.Initial with { Days = 9 }, await Retention.SetDaysAsync(9, Cancellation));
        Assert.Equal(9, (await Other.Retention.ReadAsync(Cancellation)).Days);
        Assert.Equal(9, (await Other.Retention.HoldFromAsync(Some.Day, Cancellation)).Days);
        Assert.Null((await Other.Retention.SetDaysAsync(null, Cancellation)).Days);
        Assert.Equal(StoreState.Initial with { HeldFrom = Some.Day, Sealed = Some.Day }, await Retention.ReadAsync(Cancellation));
        Assert.Equal(int.MaxValue, (await Retention.SetDaysAsync(int.MaxValue, Cancellation)).Days);
        foreach (var days in (int[])[0, -1])
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Retention.SetDaysAsync(days, Cancellation));
    }

    [Fact]
    public async Task A_day_that_is_given_up_takes_its_rows_and_no_others()
    {
        var rows = await WrittenAsync(Store.Writer, RandomRows(140, Week));
        var first = Some.Day.AddDays(-3);
        var state = await Retention.HoldFromAsync(first, Cancellation);
        Assert.Equal((first, first), (state.HeldFrom, state.Sealed));

        foreach (var reader in (IFlowReader[])[Reader, Other.Reader])
        {
            var held = new Judge([.. rows.Where(row => row.Flow.Window.Day >= first)]);
            foreach (var range in (TimeRange[])[TimeRange.Everything, TimeRange.LastSeenBetween(0, Some.TimeOn(Some.Day.AddDays(400)))])
            {
                Assert.Equal(held.Totals(Own(range)), await reader.TotalsAsync(Own(range), Cancellation));
                var page = await reader.FindAsync(new(Own(range), RowOrder.NewestFirst, 0, 1_000), Cancellation);
                Assert.Equal(RowText.Of(held.Find(new(Own(range), RowOrder.NewestFirst, 0, 1_000)).Rows), RowText.Of(page.Rows), StringComparer.Ordinal);
                var top = new TopQuery(Own(range), FlowFields.SrcIp, Measure.Bytes, 10);
                Assert.Equal(TopText.Of(held.Top(top)), TopText.Of(await reader.TopAsync(top, Cancellation)), StringComparer.Ordinal);
            }

            var gone = TimeRange.WindowsOverlapping(Some.TimeOn(first.AddDays(-3), 0), Some.TimeOn(first, 0));
            Assert.Equal(Totals.None, await reader.TotalsAsync(Own(gone), Cancellation));
        }

        Assert.Equal(Week.Where(day => day >= first).Order(), await Other.Days.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Days_that_have_no_rows_are_given_up_at_once_however_many()
    {
        await Retention.HoldFromAsync(new(1970, 1, 1), Cancellation);
        await WrittenAsync(Store.Writer, RandomRows(60, [Some.Day.AddDays(-9_000), Some.Day.AddDays(-365), Some.Day.AddDays(-1), Some.Day]));
        var state = await Retention.HoldFromAsync(Some.Day, Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        Assert.Equal((Some.Day, Some.Day), (state.HeldFrom, state.Sealed));
        Assert.Equal([Some.Day], await Other.Days.ListAsync(Cancellation));
    }

    [Fact]
    public async Task A_row_of_a_day_that_is_not_held_says_so_and_its_day_is_not_opened_again()
    {
        await WrittenAsync(Store.Writer, RandomRows(20, Week));
        await WrittenAsync(Other.Writer, RandomRows(20, Week));
        await Retention.HoldFromAsync(Some.Day, Cancellation);
        var (late, inTime) = (RowAt(Some.TimeOn(Some.Day.AddDays(-1))), RowAt(Some.TimeOn(Some.Day)));
        var expected = RowStatus.Stored;
        foreach (var writer in (IFlowWriter[])[Store.Writer, Other.Writer, Store.Writer, Other.Writer])
        {
            var outcomes = await writer.WriteAsync([late, inTime, late], Cancellation);
            Assert.Equal([RowStatus.NotHeld, expected, RowStatus.NotHeld], outcomes.Select(outcome => outcome.Status));
            Assert.False(string.IsNullOrWhiteSpace(outcomes[0].Reason));
            await Other.Days.OpenAsync(Some.Day.AddDays(-1), Cancellation);
            expected = RowStatus.Duplicate;
        }

        Assert.Equal([Some.Day], await Store.Days.ListAsync(Cancellation));
    }

    [Fact]
    public async Task The_first_held_day_never_moves_back()
    {
        var rows = await WrittenAsync(Store.Writer, RandomRows(30, [Some.Day]));
        await Retention.HoldFromAsync(Some.Day, Cancellation);
        foreach (var day in (DateOnly[])[Some.Day.AddDays(-5), DateOnly.MinValue, Some.Day])
            Assert.Equal((Some.Day, Some.Day), await Other.Retention.HoldFromAsync(day, Cancellation) is var state ? (state.HeldFrom, state.Sealed) : default);
        await AssertTotalsAsync(new(rows), Own());
    }

    [Fact]
    public async Task Days_without_rows_are_given_up_like_others()
    {
        await Retention.HoldFromAsync(Some.Day.AddDays(-9), Cancellation);
        var rows = await WrittenAsync(Store.Writer, RandomRows(30, [Some.Day.AddDays(-6), Some.Day]));
        var state = await Other.Retention.HoldFromAsync(Some.Day.AddDays(-1), Cancellation);
        Assert.Equal(state.HeldFrom, state.Sealed);
        Assert.Equal([Some.Day], await Store.Days.ListAsync(Cancellation));
        await AssertTotalsAsync(new([.. rows.Where(row => row.Flow.Window.Day == Some.Day)]), Own());
    }

    [Fact]
    public async Task A_cleared_store_is_empty_for_all_and_takes_the_same_rows_anew()
    {
        var rows = RandomRows(70, Week);
        for (var generation = 0; generation < 3; generation++)
        {
            await WrittenAsync(generation == 1 ? Store.Writer : Other.Writer, rows);
            await AssertTotalsAsync(new(rows), Own());
            Assert.Equal(rows[0].Id, (await Reader.FindRowAsync(rows[0].Id, Filter.Everything, Cancellation))?.Id);
            Assert.Equal(Week.Order(), await Other.Days.ListAsync(Cancellation));

            await (generation == 1 ? Other.Retention : Retention).ClearAsync(Cancellation);
            Assert.Equal(StoreState.Initial with { Generation = generation + 1 }, await Retention.ReadAsync(Cancellation));
            foreach (var reader in (IFlowReader[])[Reader, Other.Reader])
            {
                Assert.Equal(Totals.None, await reader.TotalsAsync(Selection.Everything, Cancellation));
                Assert.Equal(0, (await reader.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, 10), Cancellation)).Total);
                Assert.Null(await reader.NewestAsync(Filter.Everything, Cancellation));
                Assert.Null(await reader.FindRowAsync(rows[0].Id, Filter.Everything, Cancellation));
            }

            Assert.Empty(await Store.Days.ListAsync(Cancellation));
        }
    }

    [Fact]
    public async Task What_is_held_outlives_a_clear()
    {
        await Retention.HoldFromAsync(Some.Day, Cancellation);
        await Retention.SetDaysAsync(3, Cancellation);
        await Other.Retention.ClearAsync(Cancellation);
        Assert.Equal(new StoreState(1, Some.Day, Some.Day, 3), await Retention.ReadAsync(Cancellation));
        await WrittenAsync(Store.Writer, RandomRows(10, [Some.Day, Some.Day.AddDays(1)]));
        var state = await Other.Retention.HoldFromAsync(Some.Day.AddDays(1), Cancellation);
        Assert.Equal(new StoreState(1, Some.Day.AddDays(1), Some.Day.AddDays(1), 3), state);
        Assert.Equal([Some.Day.AddDays(1)], await Store.Days.ListAsync(Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cursor_goes_on_after_days_before_and_behind_it_are_gone(bool cleared)
    {
        var order = new RowOrder(FlowFields.LastSeen, Descending: false);
        var rows = await WrittenAsync(Store.Writer, RandomRows(210, Week));
        var first = await Reader.FindAsync(new(Own(), order, 0, 100), Cancellation);
        var firstHeld = Some.Day.AddDays(-1);
        if (cleared) await Other.Retention.ClearAsync(Cancellation);
        else await Other.Retention.HoldFromAsync(firstHeld, Cancellation);

        var seen = first.Rows.ToList();
        for (var page = first; page.HasMore; seen.AddRange(page.Rows))
            page = await Reader.FindAsync(new(Own(), order, 0, 30, RowPosition.Of(seen[^1], order)), Cancellation);

        var expected = rows.Where(row => !cleared && row.Flow.Window.Day >= firstHeld).Union(first.Rows, ById);
        Assert.Equal(seen.Count, seen.Distinct(ById).Count());
        Assert.Equal(expected.Select(row => row.Id).ToHashSet(), seen.Select(row => row.Id).ToHashSet());
    }

    [Fact]
    public async Task Days_given_up_while_questions_run_are_empty_ones()
    {
        var rows = await WrittenAsync(Store.Writer, RandomRows(210, Week));
        var last = rows.Count(row => row.Flow.Window.Day == Some.Day);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var asking = Task.WhenAll(AskUntilAsync(Reader, given.Token), AskUntilAsync(Other.Reader, given.Token));
        foreach (var day in Week.Order()) await Retention.HoldFromAsync(day, Cancellation);
        await given.CancelAsync();
        await asking;
        Assert.Equal(last, (await Reader.TotalsAsync(Own(), Cancellation)).Rows);

        async Task AskUntilAsync(IFlowReader reader, CancellationToken ended)
        {
            do
            {
                Assert.InRange((await reader.TotalsAsync(Own(), Cancellation)).Rows, last, 210);
                Assert.InRange((await reader.FindAsync(new(Own(), RowOrder.NewestFirst, 0, 1_000), Cancellation)).Rows.Count, last, 210);
                var top = new TopQuery(Own(), FlowFields.SrcIp, Measure.Bytes, 5) { Breakdowns = [new(FlowFields.DstIp, 1)] };
                Assert.NotEmpty((await reader.TopAsync(top, Cancellation)).Entries);
                Assert.NotNull(await reader.NewestAsync(Own().Filter, Cancellation));
            }
            while (!ended.IsCancellationRequested);
        }
    }

    /// <summary>Sealing takes as long as it takes; meanwhile what roll-ups answer is whole, whether it comes from them or from rows.</summary>
    [Fact]
    public async Task Days_that_are_given_up_together_are_told_no_more_at_once()
    {
        var rows = await WrittenAsync(Store.Writer, RandomRows(210, Week));
        var last = rows.Count(row => row.Flow.Window.Day == Some.Day);
        var reaching = Selection.Everything with { WithRollups = true };
        var giving = Retention.HoldFromAsync(Some.Day, Cancellation);
        for (var isOver = false; !isOver;)
        {
            isOver = giving.IsCompleted;
            Assert.Contains((await AskedAsync(() => Reader.TotalsAsync(Selection.Everything, Cancellation))).Rows, (long[])[last, 210]);
            Assert.Equal(210, (await AskedAsync(() => Reader.TotalsAsync(reaching, Cancellation))).Rows);
        }

        await giving;
        Assert.Equal(last, (await Reader.TotalsAsync(Selection.Everything, Cancellation)).Rows);
    }

    private static IEqualityComparer<FlowRow> ById { get; } = EqualityComparer<FlowRow>.Create((left, right) => left!.Id == right!.Id, row => row.Id.GetHashCode());
}
