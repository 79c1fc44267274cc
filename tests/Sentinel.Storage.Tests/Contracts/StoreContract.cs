using System.Security.Cryptography;
using System.Text;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>
/// What every promise of the port is tested with: rows of exporters that no other test has, the judge of them, and trouble behind the test's back.
/// </summary>
public abstract class StoreContract : IAsyncLifetime
{
    private readonly Disturbance disturbance;

    protected StoreContract(Store store)
    {
        Store = store;
        disturbance = new(store);
        var name = SHA256.HashData(Encoding.UTF8.GetBytes(TestContext.Current.Test!.TestDisplayName));
        Seed = Testing.Seed.Value ^ BitConverter.ToInt32(name);
        Exporters =
        [
            Address.FromV4(0xF000_0000 | (BitConverter.ToUInt32(name, 4) >> 4)),
            Address.FromParts(0x2001_0DB8_FEED_0000, BitConverter.ToUInt64(name, 8)),
        ];
        Population = new(Seed);
    }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The seven days that ordinary tests use.</summary>
    protected static IReadOnlyList<DateOnly> Week { get; } = [.. Enumerable.Range(0, 7).Select(back => Some.Day.AddDays(-back))];

    protected Store Store { get; }

    protected IFlowReader Reader => Store.Reader;

    protected int Seed { get; }

    protected Population Population { get; }

    /// <summary>Only this test's rows carry them.</summary>
    protected IReadOnlyList<Address> Exporters { get; }

    public virtual async ValueTask InitializeAsync() => await Store.StartedAsync(Cancellation);

    public virtual async ValueTask DisposeAsync()
    {
        await disturbance.EndAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Random rows of this test.</summary>
    protected IReadOnlyList<FlowRow> RandomRows(int count, IReadOnlyList<DateOnly> days, Action<Flow>? finish = null)
    {
        var index = 0;
        return Population.Rows(count, days, flow =>
        {
            flow.ExporterIp = Exporters[index++ % Exporters.Count];
            finish?.Invoke(flow);
        });
    }

    /// <summary>Zipf traffic of this test, the same in each run.</summary>
    protected IReadOnlyList<FlowRow> TrafficOf(IReadOnlyList<DateOnly> days, int rowsADay) =>
    [
        .. days.SelectMany((day, number) => Traffic.Of(day, number, rowsADay, seed: 20_261_121)).Select(flow =>
        {
            flow.ExporterIp = Exporters[0];
            return Population.RowOf(flow);
        }),
    ];

    /// <summary>A plain row of this test.</summary>
    protected FlowRow Row(Action<Flow>? change = null) => Population.RowOf(Some.Flow(flow =>
    {
        flow.ExporterIp = Exporters[0];
        change?.Invoke(flow);
    }));

    protected FlowRow RowAt(long lastSeen, Action<Flow>? change = null) => Row(flow =>
    {
        flow.FirstSeen = flow.LastSeen = lastSeen;
        change?.Invoke(flow);
    });

    /// <summary>Stores the rows, on days it opens, and begins to disturb; returns their judge once a search sees them.</summary>
    protected async Task<Judge> StoredAsync(IReadOnlyList<FlowRow> rows)
    {
        var days = rows.Select(row => row.Flow.Window.Day).Distinct().ToList();
        foreach (var day in days) await Store.Days.OpenAsync(day, Cancellation);
        foreach (var chunk in rows.Chunk(5_000))
        {
            var outcomes = await Store.Writer.WriteAsync(chunk, Cancellation);
            Assert.All(outcomes, outcome => Assert.Equal(new RowOutcome(RowStatus.Stored), outcome));
        }

        await Store.SettleAsync(Cancellation);
        disturbance.Begin(rows, days);
        return new(rows);
    }

    /// <summary>The selection, of this test's rows alone.</summary>
    protected Selection Own(Selection selection) =>
        selection with { Filter = new Filter.All([new Filter.In(FlowFields.ExporterIp, [.. Exporters.Select(FieldValue.FromAddress)]), selection.Filter]) };

    protected Selection Own(Filter filter) => Own(new Selection(TimeRange.Everything, filter));

    protected Selection Own(TimeRange range) => Own(new Selection(range, Filter.Everything));

    protected Selection Own() => Own(Selection.Everything);

    /// <summary>Fails with the question and the seed.</summary>
    protected static void AssertSame<T>(T expected, T actual, object question)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            Assert.Fail($"{Describe.Question(question)}\nexpected {expected}\nactual   {actual}\n{Testing.Seed.Hint}");
    }

    /// <summary>Fails with the first difference, the question and the seed.</summary>
    protected static void AssertSame<T>(IReadOnlyList<T> expected, IReadOnlyList<T> actual, object question)
    {
        var length = Math.Max(expected.Count, actual.Count);
        for (var index = 0; index < length; index++)
        {
            var (wanted, got) = (expected.ElementAtOrDefault(index), actual.ElementAtOrDefault(index));
            if (EqualityComparer<T>.Default.Equals(wanted, got)) continue;
            Assert.Fail(
                $"{Describe.Question(question)}\ndiffers at {index} of {expected.Count} expected, {actual.Count} actual\nexpected {wanted}\nactual   {got}\n{Testing.Seed.Hint}");
        }
    }

    protected async Task AssertFindsAsync(Judge judge, FindQuery query)
    {
        var (expected, actual) = (judge.Find(query), await Reader.FindAsync(query, Cancellation));
        AssertSame([.. RowText.Of(expected.Rows)], [.. RowText.Of(actual.Rows)], query);
        AssertSame((expected.Total, expected.HasMore), (actual.Total, actual.HasMore), query);
    }

    protected async Task AssertTopAsync(Judge judge, TopQuery query)
    {
        var (expected, actual) = (judge.Top(query), await Reader.TopAsync(query, Cancellation));
        AssertSame([.. TopText.Of(expected)], [.. TopText.Of(actual)], query);
        AssertSame(expected.Totals, actual.Totals, query);
    }

    protected async Task AssertStreamsAsync(Judge judge, StreamQuery query)
    {
        var streamed = await Reader.StreamAsync(query, Cancellation).ToListAsync(Cancellation);
        AssertSame([.. RowText.Of(judge.Stream(query))], [.. RowText.Of(streamed)], query);
    }

    protected async Task AssertSeriesAsync(Judge judge, SeriesQuery query, SeriesTier tier = SeriesTier.Rows)
    {
        var (expected, actual) = (judge.Series(query), await Reader.SeriesAsync(query, Cancellation));
        AssertSame([.. Points(expected)], [.. Points(actual)], query);
        AssertSame(tier, actual.Tier, query);

        static IEnumerable<(long Start, int? Key, Totals Totals, DistinctCount? Distinct)> Points(Series series) => series.Buckets.SelectMany(bucket =>
            bucket.Keys.Select((totals, key) => (bucket.Start, (int?)key, totals, default(DistinctCount))).Prepend((bucket.Start, null, bucket.Totals, bucket.Distinct)));
    }

    /// <summary>Of no more values than every engine counts exactly.</summary>
    protected async Task AssertDistinctAsync(Judge judge, DistinctQuery query) =>
        AssertSame(new(judge.Distinct(query), IsEstimate: false), await Reader.DistinctAsync(query, Cancellation), query);

    protected async Task AssertTotalsAsync(Judge judge, Selection selection) =>
        AssertSame(judge.Totals(selection), await Reader.TotalsAsync(selection, Cancellation), selection);
}
