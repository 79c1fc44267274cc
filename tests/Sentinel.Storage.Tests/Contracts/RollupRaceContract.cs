using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>
/// Writers, readers, two workers of which one is stopped again and again, days that are given up and a store that is cleared, all at once: each
/// answer, from roll-ups or from rows, is that of some moment, to the byte; where the engine has no transactions, each quarter hour of it is.
/// A longer run:
/// <code>SENTINEL_ROLLUP_SECONDS=600 SENTINEL_TEST_SEED=1 dotnet run --project tests/Sentinel.Storage.Tests -- --filter-class '*RollupRaces'</code>
/// </summary>
public abstract class RollupRaceContract(Store store) : RolledUpContract(store)
{
    private const int Writers = 3;
    private const int DaysARound = 3;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(
        Environment.GetEnvironmentVariable("SENTINEL_ROLLUP_SECONDS") is { Length: > 0 } seconds ? double.Parse(seconds, CultureInfo.InvariantCulture) : 2);

    private readonly ConcurrentDictionary<(Address Writer, DateOnly Day), WrittenRows> written = new();
    private volatile int round;
    private volatile bool ended;

    /// <summary>Whether a row that was acknowledged is seen at once, and all of an answer is of one moment.</summary>
    protected virtual bool HasTransactions => true;

    private IReadOnlyList<DateOnly> Days => [.. Enumerable.Range(0, DaysARound).Select(ahead => Some.Day.AddDays((round * DaysARound) + ahead))];

    private SeriesQuery WholeRound(long step)
    {
        var exporters = Enumerable.Range(0, Writers).Select(number => FieldValue.FromAddress(ExporterOf(number))).ToList();
        var start = Window.StartOf(Days[0]);
        return new(new Filter.In(FlowFields.ExporterIp, exporters), start, start + (DaysARound * Day), step, new(FlowFields.ExporterIp, exporters));
    }

    [Fact]
    public async Task Every_answer_is_that_of_some_moment()
    {
        var started = Stopwatch.GetTimestamp();
        var others = new[] { WorkAsync(Rollups, 1, isStopped: false), WorkAsync(Other.Rollups, 2, isStopped: true), ReadAsync(Reader, 3), ReadAsync(Other.Reader, 4) };
        for (; round < 2 || Stopwatch.GetElapsedTime(started) < Length; round++)
        {
            await WriteWhileDaysAreGivenUpAsync();
            foreach (var step in (long[])[15 * Minute, 6 * Hour, Day]) await AssertAllAsync(step);
            if (round % 2 == 1) await AskedAsync(ClearAsync);
        }

        ended = true;
        await Task.WhenAll(others);
    }

    private Address ExporterOf(int number) => Address.FromV4((uint)(0xF100_0000 + (round * Writers) + number));

    private WrittenRows RowsOf(Address exporter, DateOnly day) => written.GetOrAdd((exporter, day), _ => new());

    private async Task<bool> ClearAsync()
    {
        await Retention.ClearAsync(Cancellation);
        return true;
    }

    /// <summary>Rows on all days, until the last has some; meanwhile all but the last are given up.</summary>
    private async Task WriteWhileDaysAreGivenUpAsync()
    {
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writers = Enumerable.Range(0, Writers).Select(number => WriteAsync(number, writing.Token)).ToList();
        foreach (var day in Days.Skip(1))
        {
            var so = CountOf(Days[^1]);
            await Eventually.True(() => CountOf(Days[^1]) > so + 40 || writers.Exists(writer => writer.IsFaulted), "rows are written", Cancellation);
            await AskedAsync(() => Retention.HoldFromAsync(day, Cancellation));
        }

        await writing.CancelAsync();
        await Task.WhenAll(writers);
        await Store.SettleAsync(Cancellation);
    }

    private int CountOf(DateOnly day) => WrittenOn(day).Sum(rows => rows.Stored);

    private IEnumerable<WrittenRows> WrittenOn(DateOnly day) => Enumerable.Range(0, Writers).Select(number => RowsOf(ExporterOf(number), day));

    private async Task WriteAsync(int number, CancellationToken writing)
    {
        var (population, random, exporter) = (new Population(Seed + (round * Writers) + number), new Random(Seed + number), ExporterOf(number));
        while (!writing.IsCancellationRequested)
        {
            var day = Days[random.Next(DaysARound)];
            var rows = population.Rows(random.Next(1, 30), [day], flow => flow.ExporterIp = exporter);
            RowsOf(exporter, day).Begin(rows);
            var taken = await TakenAsync(number % 2 == 0 ? Store.Writer : Other.Writer, rows);
            RowsOf(exporter, day).Acknowledge(taken);
        }
    }

    private async Task WorkAsync(IRollups rollups, int number, bool isStopped)
    {
        await Task.Yield();
        var random = new Random(Seed + number);
        while (!ended)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            if (isStopped) stop.CancelAfter(random.Next(20));
            try
            {
                await rollups.RollUpAsync(Days[random.Next(DaysARound)], stop.Token);
                await Task.Delay(random.Next(30), Cancellation);
            }
            catch (Exception reason) when (reason is StoreUnavailableException or OperationCanceledException && !Cancellation.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }

    private async Task ReadAsync(IFlowReader reader, int number)
    {
        await Task.Yield();
        var random = new Random(Seed + number);
        while (!ended)
        {
            // As a worker: it leaves the processors to the writers, whom the rounds wait for.
            await Task.Delay(random.Next(30), Cancellation);
            var now = round;
            var (days, exporters) = (Days, Enumerable.Range(0, Writers).Select(ExporterOf).ToList());
            var query = WholeRound(!HasTransactions ? Rollup.QuarterHour : Steps[random.Next(Steps.Count - 1)] is var step && Day % step == 0 ? step : Hour);
            if (now != round) continue;
            var before = days.SelectMany(day => exporters.Select(exporter => (Rows: (exporter, day), Count: RowsOf(exporter, day).Stored))).ToList();
            var isOfRows = random.Next(2) == 0;
            var seen = await AssertIsOfSomeMomentAsync(reader, isOfRows ? OfRows(query) : query);
            // Rows of days that are given up are gone, and every second round ends with a clear.
            if (HasTransactions && !isOfRows && now % 2 == 0 && now == round) Assert.All(before, one => Assert.InRange(seen[one.Rows], one.Count, int.MaxValue));
        }
    }

    /// <summary>Of each writer's rows on a day, or in a bucket, it holds the first, and no others.</summary>
    /// <returns>How many of a day.</returns>
    private async Task<Dictionary<(Address Writer, DateOnly Day), int>> AssertIsOfSomeMomentAsync(IFlowReader reader, SeriesQuery query)
    {
        var counts = new Dictionary<(Address Writer, DateOnly Day), int>();
        var series = await AskedAsync(() => reader.SeriesAsync(query, Cancellation));
        foreach (var (place, key) in query.Split!.Keys.Index())
        {
            var length = HasTransactions ? Day : query.Step;
            foreach (var part in series.Buckets.GroupBy(bucket => bucket.Start - (bucket.Start % length)))
            {
                var (day, count) = (Window.DayOf(part.Key), (int)part.Sum(bucket => bucket.Keys[place].Rows));
                counts[(key.AsAddress(), day)] = counts.GetValueOrDefault((key.AsAddress(), day)) + count;
                var slice = new TimeSlice(part.Key, part.Key + length);
                var actual = part.Select(bucket => (bucket.Start, bucket.Keys[place])).ToList();
                var expected = RowsOf(key.AsAddress(), day).First(count, slice).Select(rows => BucketsOf(rows, slice, query.Step)).ToList();
                AssertSame([.. expected.Find(actual.SequenceEqual) ?? expected[0]], [.. actual], query);
            }
        }

        return counts;
    }

    private static List<(long Start, Totals Totals)> BucketsOf(IReadOnlyList<FlowRow> rows, TimeSlice slice, long step) =>
        [.. new Judge(rows).Series(new(Filter.Everything, slice.From, slice.To, step)).Buckets.Select(bucket => (bucket.Start, bucket.Totals))];

    /// <summary>Nobody writes: all that is stored is there, and of a day that was given up nothing but what may be.</summary>
    private async Task AssertAllAsync(long step)
    {
        await AssertIsOfSomeMomentAsync(Reader, WholeRound(step));
        var series = await AskedAsync(() => Reader.SeriesAsync(WholeRound(step), Cancellation));
        foreach (var day in Days)
        {
            var rows = series.Buckets.Where(bucket => Window.DayOf(bucket.Start) == day).Sum(bucket => bucket.Totals.Rows);
            Assert.InRange(rows, CountOf(day), CountOf(day) + (HasTransactions || day == Days[^1] ? 0 : WrittenOn(day).Sum(written => written.InDoubt)));
        }

        var totals = await AskedAsync(() => Other.Reader.TotalsAsync(WholeRound(step).Selection with { WithRollups = true }, Cancellation));
        Assert.Equal(series.Buckets.Sum(bucket => bucket.Totals.Rows), totals.Rows);
    }
}
