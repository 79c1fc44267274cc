using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.OpenSearch.Tests.Days;

/// <summary>Somebody closed a day past us. Earlier than any other test's, so that it can be given up.</summary>
public sealed class ClosedDayTests(Engine engine)
{
    private static readonly DateOnly Day = new(2001, 2, 3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_closed_day_is_missed_where_it_is_asked_for_and_dropped_when_it_is_held_no_more()
    {
        await using var store = await engine.StoreAsync(Cancellation);
        var (days, reader, retention) = (store.GetRequiredService<IFlowDays>(), store.GetRequiredService<IFlowReader>(), store.GetRequiredService<IRetention>());
        await days.PrepareAsync(Cancellation);
        await days.OpenAsync(Day, Cancellation);
        await store.GetRequiredService<IFlowWriter>().WriteAsync([Some.Row(flow => flow.FirstSeen = flow.LastSeen = Some.TimeOn(Day))], Cancellation);
        await engine.SendAsync(HttpMethod.Post, "flows-2001.02.03/_close", null, Cancellation);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => reader.TotalsAsync(new(DayRange(Day), Filter.Everything), Cancellation));
        Assert.Contains("flows-2001.02.03 is closed", fault.Message, StringComparison.Ordinal);
        Assert.Equal(Totals.None, await reader.TotalsAsync(new(DayRange(Day.AddDays(-10)), Filter.Everything), Cancellation));

        await retention.HoldFromAsync(Day.AddDays(1), Cancellation);
        Assert.DoesNotContain(Day, await days.ListAsync(Cancellation));
        Assert.Equal(Totals.None, await reader.TotalsAsync(new(DayRange(Day), Filter.Everything), Cancellation));
    }

    private static TimeRange DayRange(DateOnly day) => TimeRange.LastSeenBetween(Window.StartOf(day), Window.StartOf(day.AddDays(1)) - 1);
}
