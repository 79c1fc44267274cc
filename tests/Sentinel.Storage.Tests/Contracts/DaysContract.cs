using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>Each test that opens days has its own.</summary>
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
    public async Task A_range_without_any_day_is_answered()
    {
        await StoredAsync(RandomRows(5, Week));
        var range = TimeRange.WindowsOverlapping(Window.StartOf(new(2001, 1, 1)), Window.StartOf(new(2001, 4, 1)));
        Assert.Equal(Totals.None, await Reader.TotalsAsync(Own(range), Cancellation));
        Assert.Empty((await Reader.FindAsync(new(Own(range), RowOrder.NewestFirst, 0, 10), Cancellation)).Rows);
        Assert.Empty((await Reader.TopAsync(new(Own(range), FlowFields.SrcIp, Measure.Bytes, 10), Cancellation)).Entries);
    }
}
