using System.Diagnostics.Metrics;
using Sentinel.Contracts;
using Sentinel.Ingestor.Bounding;
using Sentinel.Ingestor.Writing;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Writing;

public sealed class RowWriterTests
{
    private static readonly RowOutcome Stored = new(RowStatus.Stored);

    private readonly ScriptedStore store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_rows_put_off_are_sent_again()
    {
        var rows = Some.Rows(10);
        store.Answer = (bulk, sent) => ScriptedStore.Each(sent, row => bulk == 0 && row == rows[3] ? new(RowStatus.TryAgain, "429") : Stored);
        await using var writer = await RunningWriter.StartAsync(store);

        Assert.Empty(await writer.Rows.WriteAsync(rows, Cancellation));

        Assert.Equal([rows, [rows[3]]], store.Bulks);
    }

    [Fact]
    public async Task Without_an_answer_all_is_sent_again()
    {
        var rows = Some.Rows(10);
        store.Answer = (bulk, sent) => bulk switch
        {
            0 => throw new StoreUnavailableException("away"),
            1 => throw new StoreForbiddenException("who are you"),
            2 => throw new InvalidOperationException("never seen"),
            3 => ScriptedStore.Each([.. sent.Skip(1)], _ => Stored),
            _ => ScriptedStore.Stores(sent),
        };
        await using var writer = await RunningWriter.StartAsync(store);

        Assert.Empty(await writer.Rows.WriteAsync(rows, Cancellation));

        Assert.Equal([rows, rows, rows, rows, rows], store.Bulks);
    }

    [Fact]
    public async Task A_row_that_makes_a_request_unreadable_is_found_and_its_neighbours_are_stored()
    {
        var rows = Some.Rows(37);
        var stored = new HashSet<FlowRow>();
        store.Answer = (_, sent) =>
        {
            if (sent.Contains(rows[20])) throw new WriteRefusedException(WriteRefusal.BadRequest, "cannot read this");
            stored.UnionWith(sent);
            return ScriptedStore.Stores(sent);
        };
        await using var writer = await RunningWriter.StartAsync(store);

        var refused = Assert.Single(await writer.Rows.WriteAsync(rows, Cancellation));

        Assert.Equal(new RefusedRow(20, new(RefusalCause.Rejected, "cannot read this")), refused);
        Assert.Equal(rows.Where((_, index) => index != 20).ToHashSet(), stored);
    }

    [Fact]
    public async Task A_bulk_that_is_too_large_is_halved_until_it_fits()
    {
        var rows = Some.Rows(20);
        store.Answer = (_, sent) => sent.Count > 5 ? throw new WriteRefusedException(WriteRefusal.TooLarge, "413") : ScriptedStore.Stores(sent);
        await using var writer = await RunningWriter.StartAsync(store);

        Assert.Empty(await writer.Rows.WriteAsync(rows, Cancellation));

        Assert.Equal(rows, store.Bulks.Where(bulk => bulk.Count <= 5).SelectMany(bulk => bulk));
    }

    [Fact]
    public async Task A_row_that_the_store_rejects_is_refused_with_its_reason()
    {
        var rows = Some.Rows(3);
        store.Answer = (_, sent) => ScriptedStore.Each(sent, row => row == rows[1] ? new(RowStatus.Rejected, "no such field") : Stored);
        await using var writer = await RunningWriter.StartAsync(store);

        Assert.Equal([new(1, new(RefusalCause.Rejected, "no such field"))], await writer.Rows.WriteAsync(rows, Cancellation));
        Assert.Single(store.Bulks);
    }

    [Fact]
    public async Task A_day_is_opened_when_its_first_row_comes()
    {
        var rows = Some.Rows(2, (flow, index) => flow.LastSeen += index * 60_000L);
        store.Answer = async (_, sent) =>
        {
            var open = await store.ListAsync(Cancellation);
            return await ScriptedStore.Each(sent, row => new(open.Contains(row.Flow.Window.Day) ? RowStatus.Stored : RowStatus.DayMissing));
        };
        await using var writer = await RunningWriter.StartAsync(store);

        Assert.Empty(await writer.Rows.WriteAsync(rows, Cancellation));

        Assert.Equal([Some.Day], await store.ListAsync(Cancellation));
        Assert.Equal([rows, rows], store.Bulks);
    }

    [Fact]
    public async Task A_row_whose_day_is_given_up_while_it_is_written_is_refused_and_the_day_not_opened()
    {
        store.Answer = (_, sent) => ScriptedStore.Each(sent, row => row == sent[0] ? new(RowStatus.NotHeld, "its day is not held") : Stored);
        await using var writer = await RunningWriter.StartAsync(store);
        var rows = Some.Rows(2);

        Assert.Equal([new(0, TimeBounds.NotHeld(rows[0].Flow.Window))], await writer.Rows.WriteAsync(rows, Cancellation));
        Assert.Empty(await store.ListAsync(Cancellation));
        Assert.Single(store.Bulks);
    }

    [Fact]
    public async Task A_message_is_complete_when_its_own_rows_are_though_others_of_its_bulk_are_not()
    {
        var (fast, slow) = (Some.Rows(3), Some.Rows(3));
        var answered = new TaskCompletionSource();
        store.Answer = async (bulk, sent) =>
        {
            if (bulk == 0) return await ScriptedStore.Each(sent, row => slow.Contains(row) ? new(RowStatus.TryAgain) : Stored);
            await answered.Task;
            return await ScriptedStore.Stores(sent);
        };
        await using var writer = await RunningWriter.StartAsync(store, limits: new() { MaxRowsPerBulk = 6, MaxAge = TimeSpan.FromDays(1) });

        var slowWrite = writer.Rows.WriteAsync(slow, Cancellation);
        await writer.Rows.WriteAsync(fast, Cancellation);

        Assert.False(slowWrite.IsCompleted);
        answered.SetResult();
        await slowWrite;
        Assert.Equal([6, 3], store.Bulks.Select(bulk => bulk.Count));
    }

    [Fact]
    public async Task A_message_larger_than_a_bulk_is_complete_with_its_last_row()
    {
        var rows = Some.Rows(250);
        var last = new TaskCompletionSource();
        store.Answer = async (_, sent) =>
        {
            if (sent.Contains(rows[249])) await last.Task;
            return await ScriptedStore.Stores(sent);
        };
        await using var writer = await RunningWriter.StartAsync(store, limits: RunningWriter.WithoutAge with { MaxRowsPerBulk = 100 });

        var write = writer.Rows.WriteAsync(rows, Cancellation);
        await Eventually.True(() => store.Bulks.Sum(bulk => bulk.Count) == 250, "all rows are sent", Cancellation);

        Assert.False(write.IsCompleted);
        last.SetResult();
        Assert.Empty(await write);
        Assert.All(store.Bulks, bulk => Assert.InRange(bulk.Count, 1, 100));
    }

    [Fact]
    public async Task Rows_of_a_message_that_nobody_waits_for_are_not_sent_again()
    {
        var rows = Some.Rows(5);
        using var channel = new CancellationTokenSource();
        store.Answer = (bulk, sent) =>
        {
            if (bulk == 0) channel.Cancel();
            return bulk == 0 ? throw new StoreUnavailableException("away") : ScriptedStore.Stores(sent);
        };
        await using var writer = await RunningWriter.StartAsync(store);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.Rows.WriteAsync(rows, channel.Token));
        var others = Some.Rows(2);
        await writer.Rows.WriteAsync(others, Cancellation);

        Assert.Equal([rows, others], store.Bulks);
    }

    [Fact]
    public async Task At_most_four_bulks_are_in_flight_one_after_a_failure_and_one_more_with_each_success()
    {
        var answers = new TaskCompletionSource();
        var failed = false;
        store.Answer = async (_, sent) =>
        {
            await answers.Task;
            if (failed) return await ScriptedStore.Stores(sent);
            failed = true;
            throw new StoreUnavailableException("away");
        };
        await using var writer = await RunningWriter.StartAsync(store, limits: RunningWriter.WithoutAge with { MaxRowsPerBulk = 1 });

        var write = writer.Rows.WriteAsync(Some.Rows(40), Cancellation);
        await Eventually.True(() => store.Bulks.Count == 4, "four bulks are sent", Cancellation);
        answers.SetResult();
        await write;

        Assert.Equal(41, store.Bulks.Count);
        Assert.Equal(4, writer.InFlight.Limit);
    }

    [Fact]
    public async Task When_the_writer_stops_nobody_is_left_waiting()
    {
        store.Answer = async (_, sent) =>
        {
            await Task.Delay(Timeout.Infinite, Cancellation);
            return await ScriptedStore.Stores(sent);
        };
        var writer = await RunningWriter.StartAsync(store);
        var write = writer.Rows.WriteAsync(Some.Rows(3), Cancellation);
        await Eventually.True(() => store.Bulks.Count == 1, "the bulk is sent", Cancellation);

        await writer.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
    }

    [Fact]
    public async Task A_bulk_that_fails_in_an_unknown_way_fails_its_messages_and_no_others()
    {
        store.Answer = (bulk, sent) => bulk == 0 ? throw new StoreUnavailableException("away") : ScriptedStore.Stores(sent);
        await using var writer = await RunningWriter.StartAsync(store);
        using (var broken = new MeterListener { InstrumentPublished = (instrument, self) => BreakCountingOf(writer, instrument, self) })
        {
            broken.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("a mistake of ours"));
            broken.Start();
            await Assert.ThrowsAsync<InvalidOperationException>(() => writer.Rows.WriteAsync(Some.Rows(3), Cancellation));
        }

        Assert.Empty(await writer.Rows.WriteAsync(Some.Rows(3), Cancellation));
    }

    [Fact]
    public async Task Who_comes_after_the_end_is_told_so()
    {
        var writer = await RunningWriter.StartAsync(store);
        var rows = writer.Rows;
        await writer.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rows.WriteAsync(Some.Rows(3), Cancellation));
    }

    private static void BreakCountingOf(RunningWriter writer, Instrument instrument, MeterListener listener)
    {
        if (ReferenceEquals(instrument.Meter.Scope, writer.Meters) && instrument.Name.Equals("sentinel.ingest.retries", StringComparison.Ordinal))
            listener.EnableMeasurementEvents(instrument);
    }
}
