using System.Threading.Channels;
using Sentinel.Contracts;
using Sentinel.Ingestor.Writing;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Writing;

public sealed class BulkCutterTests
{
    private readonly Channel<PendingRow> waiting = Channel.CreateUnbounded<PendingRow>();
    private readonly ManualTime time = new();
    private BulkLimits limits = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private BulkCutter Cutter => new(waiting.Reader, limits, time);

    [Fact]
    public async Task A_bulk_ends_with_its_number_of_rows()
    {
        limits = limits with { MaxRowsPerBulk = 100 };
        Wait(Some.Rows(130));

        Assert.Equal(100, (await Cutter.CutAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task A_bulk_ends_with_its_bytes_where_rows_are_long()
    {
        Wait(Some.Rows(3_000, (flow, _) => flow.DstHost = new string('x', 1_000)));

        var rows = (await Cutter.CutAsync(Cancellation)).Count;

        Assert.InRange(rows, 1_000, 2_500);
    }

    [Fact]
    public async Task A_bulk_of_several_messages_ends_when_its_first_row_has_waited_long_enough()
    {
        Wait(Some.Rows(2));
        var cut = Cutter.CutAsync(Cancellation);
        Wait(Some.Rows(3));
        await Eventually.True(() => waiting.Reader.Count == 0, "the rows are taken", Cancellation);
        time.Advance(limits.MaxAge - TimeSpan.FromMilliseconds(1));
        Assert.False(cut.IsCompleted);

        await Eventually.True(() => time.Waiting > 0, "the cutter waits", Cancellation);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(5, (await cut).Count);
    }

    [Fact]
    public async Task Rows_that_nobody_waits_for_are_left_out()
    {
        var abandoned = Wait(Some.Rows(2));
        abandoned.Abandon(new CancellationToken(canceled: true));

        Assert.Empty(await Cutter.CutAsync(Cancellation));
    }

    private PendingMessage Wait(IReadOnlyList<FlowRow> rows)
    {
        var message = new PendingMessage(rows);
        for (var i = 0; i < rows.Count; i++) Assert.True(waiting.Writer.TryWrite(new(message, i)));
        return message;
    }
}
