using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class ManyDaysTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_hundred_days_are_written_in_one_call_and_answered_in_one_question()
    {
        const int days = 400;
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        for (var back = 0; back < days; back++) await store.Days.OpenAsync(Some.Day.AddDays(-back), Cancellation);
        var rows = Some.Rows(2 * days, (flow, index) => flow.FirstSeen = flow.LastSeen = Some.TimeOn(Some.Day.AddDays(-index / 2)));

        var outcomes = await store.Writer.WriteAsync([.. rows, rows[0]], Cancellation);
        Assert.All(outcomes.SkipLast(1), outcome => Assert.Equal(RowStatus.Stored, outcome.Status));
        Assert.Equal(RowStatus.Duplicate, outcomes[^1].Status);

        var page = await store.Reader.FindAsync(new(Selection.Everything, new(FlowFields.LastSeen, Descending: false), 0, 2 * days), Cancellation);
        Assert.Equal(2 * days, page.Total);
        Assert.Equal(rows.Select(row => row.Id).ToHashSet(), page.Rows.Select(row => row.Id).ToHashSet());
        var top = await store.Reader.TopAsync(new(Selection.Everything, FlowFields.Pair, Measure.Flows, 1), Cancellation);
        Assert.Equal(2 * days, Assert.Single(top.Entries).Sums.Flows);
    }
}
