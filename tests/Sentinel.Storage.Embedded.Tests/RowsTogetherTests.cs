using Sentinel.Storage.Embedded.Append;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class RowsTogetherTests
{
    [Fact]
    public void Calls_over_the_same_days_are_appended_together() => Assert.True(new RowsTogether(Of(days: 16)).TryAdd(Of(days: 16)));

    [Fact]
    public void Calls_over_more_days_than_a_transaction_may_touch_are_not() => Assert.False(new RowsTogether(Of(days: 16)).TryAdd(Of(days: 16, firstBack: 1)));

    [Fact]
    public void Calls_of_more_rows_than_a_transaction_may_append_are_not()
    {
        var together = new RowsTogether(Of(days: 1, count: 30_000));
        Assert.True(together.TryAdd(Of(days: 1, count: 20_000)));
        Assert.False(together.TryAdd(Of(days: 1, count: 1)));
    }

    private static RowsWrite Of(int days, int firstBack = 0, int count = 100) => new(
        Some.Rows(count, (flow, index) => flow.FirstSeen = flow.LastSeen = Some.TimeOn(Some.Day.AddDays(-firstBack - (index % days)))),
        CancellationToken.None);
}
