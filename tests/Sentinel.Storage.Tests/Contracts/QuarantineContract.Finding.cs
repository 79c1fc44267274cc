using System.Globalization;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>What is counted, found and removed; each of these begins with an empty quarantine.</summary>
public abstract partial class QuarantineContract
{
    private const long Hour = 3_600_000;

    [Theory]
    [InlineData(null)]
    [InlineData(RefusalCause.Ahead)]
    [InlineData(RefusalCause.Unknown)]
    public async Task What_lies_there_is_counted_by_cause_with_the_newest_of_each(RefusalCause? only)
    {
        var records = await AddedAsync(200, (record, number) => record with
        {
            Cause = number % 3 == 0 ? RefusalCause.Ahead : (RefusalCause)(number % 5),
            Record = string.Concat(Enumerable.Repeat("東\U0001F600", number * 3)),
        });

        var causes = await Store.QuarantineReader.SummarizeAsync(only, 4, Cancellation);

        var expected = records.Where(record => only is null || record.Cause == only).GroupBy(record => record.Cause)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Word(), StringComparer.Ordinal).ToList();
        Assert.Equal(expected.Select(group => (group.Key, (long)group.Count())), causes.Select(cause => (cause.Cause, cause.Count)));
        foreach (var (group, cause) in expected.Zip(causes))
        {
            Assert.Equal((group.Min(TimeOf), group.Max(TimeOf)), (cause.Oldest, cause.Newest));
            Assert.Equal(group.OrderByDescending(TimeOf).ThenBy(record => record.Id, StringComparer.Ordinal).Take(4).Select(InList), cause.Samples);
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(RefusalCause.NotHeld, null)]
    [InlineData(RefusalCause.NotHeld, 40)]
    [InlineData(null, 40)]
    public async Task Pages_show_each_record_once_the_oldest_first(RefusalCause? cause, int? beforeHour)
    {
        var before = beforeHour is { } hours ? TimeOf(Record("", "", null)) + (hours * Hour) : (long?)null;
        var records = await AddedAsync(150, (record, number) => record with { Cause = (RefusalCause)(number % 4) });
        var expected = records.Where(record => (cause is null || record.Cause == cause) && (before is null || TimeOf(record) < before))
            .OrderBy(TimeOf).ThenBy(record => record.Id, StringComparer.Ordinal).Select(InList).ToList();

        var found = new List<QuarantinedRecord>();
        for (var left = 1L; left > 0;)
        {
            var page = await Store.QuarantineReader.FindAsync(new(cause, before), found.Count > 0 ? QuarantinePosition.Of(found[^1]) : null, 7, Cancellation);
            found.AddRange(page.Records);
            left = page.Left;
            Assert.Equal(expected.Count - found.Count, left);
        }

        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task A_row_is_read_whole_by_its_places_as_soon_as_it_is_added()
    {
        const int Count = 5_003;
        await EmptyAsync();
        var records = Enumerable.Range(0, Count).Select(place => Record(Number(place), $"text {place}", "m") with
        {
            Origin = new("the row", place, Count, Exporters[0], Some.Time),
            ReceivedAt = Received.AddDays(place % 2 * 20),
        }).ToList();
        await Store.Quarantine.AddAsync([.. records.OrderBy(record => record.Record[^1]), Record("another", "{}", null)], Cancellation);

        Assert.Equal(records, await Store.Quarantine.ReadRowAsync("the row", Cancellation));
        Assert.Empty(await Store.Quarantine.ReadRowAsync("no such row", Cancellation));
        Assert.Equal(Count, await Store.Quarantine.RemoveAsync(new(Row: "the row"), Cancellation));
    }

    [Fact]
    public async Task A_record_is_read_by_its_id()
    {
        var records = await AddedAsync(5, (record, _) => record with { Record = new('x', 400) });
        Assert.Equal(records[3], await Store.QuarantineReader.ReadAsync(records[3].Id, Cancellation));
        Assert.Null(await Store.QuarantineReader.ReadAsync("no such id", Cancellation));
    }

    [Fact]
    public async Task A_record_added_again_says_why_it_is_refused_now()
    {
        var first = (await AddedAsync(3, (record, _) => record))[1];
        var again = first with { Cause = RefusalCause.NotHeld, Reason = "too late", Origin = first.Origin! with { Timestamp = null } };
        await Store.Quarantine.AddAsync([again], Cancellation);
        await Store.SettleAsync(Cancellation);
        Assert.Equal(again, await Store.QuarantineReader.ReadAsync(first.Id, Cancellation));
        Assert.Equal(3, (await Store.QuarantineReader.FindAsync(new(), null, 10, Cancellation)).Records.Count);
    }

    [Fact]
    public async Task What_is_removed_is_gone_and_nothing_else_and_may_be_added_again()
    {
        var records = await AddedAsync(60, (record, number) => record with
        {
            Cause = (RefusalCause)(number % 3),
            Origin = new(Number(number / 4), number % 4, 4, null, null),
        });
        var left = records.ToList();

        await RemovesAsync(new(Row: Number(2)), record => string.Equals(record.Origin!.Row, Number(2), StringComparison.Ordinal));
        await RemovesAsync(new(Id: records[1].Id), record => record == records[1]);
        await RemovesAsync(new(Id: records[1].Id), _ => false);
        await RemovesAsync(new(RefusalCause.Shape, TimeOf(records[30])), record => record.Cause == RefusalCause.Shape && TimeOf(record) < TimeOf(records[30]));
        await RemovesAsync(new(RefusalCause.Unknown), record => record.Cause == RefusalCause.Unknown);
        await Store.Quarantine.AddAsync([records[0], records[9]], Cancellation);
        left.AddRange(records[0], records[9]);
        await RemovesAsync(new(Before: TimeOf(records[20])), record => TimeOf(record) < TimeOf(records[20]));
        await RemovesAsync(new(), _ => true);

        async Task RemovesAsync(QuarantineFilter filter, Func<QuarantinedRecord, bool> removed)
        {
            var count = await Store.Quarantine.RemoveAsync(filter, Cancellation);
            Assert.Equal(left.RemoveAll(new(removed)), count);
            await Store.SettleAsync(Cancellation);
            Assert.Equal(left.OrderBy(record => record.Id, StringComparer.Ordinal), await OwnAsync());
        }
    }

    [Fact]
    public async Task Of_nothing_there_is_nothing_to_find_or_to_remove()
    {
        await EmptyAsync();
        Assert.Empty(await Store.QuarantineReader.SummarizeAsync(null, 1, Cancellation));
        Assert.Equal(0, (await Store.QuarantineReader.FindAsync(new(), null, 1, Cancellation)).Left);
        Assert.Null(await Store.QuarantineReader.ReadAsync("id", Cancellation));
        Assert.Empty(await Store.Quarantine.ReadRowAsync("row", Cancellation));
        Assert.Equal(0, await Store.Quarantine.RemoveAsync(new(), Cancellation));
    }

    private static long TimeOf(QuarantinedRecord record) => record.ReceivedAt.ToUnixTimeMilliseconds();

    private static QuarantinedRecord InList(QuarantinedRecord record) => record with { Record = string.Concat(record.Record.EnumerateRunes().Take(300)) };

    private static string Number(int number) => number.ToString("0000", CultureInfo.InvariantCulture);

    /// <summary>Records of seven weeks, three of each hour, alone in quarantine.</summary>
    private async Task<IReadOnlyList<QuarantinedRecord>> AddedAsync(int count, Func<QuarantinedRecord, int, QuarantinedRecord> change)
    {
        await EmptyAsync();
        var records = Enumerable.Range(0, count)
            .Select(number => change(Record(Number((number * 7) % count), $"text {number}", null) with { ReceivedAt = Received.AddHours(number / 3 * 8) }, number)).ToList();
        await Store.Quarantine.AddAsync(records, Cancellation);
        await Store.SettleAsync(Cancellation);
        return records;
    }

    private async Task EmptyAsync()
    {
        await StoredAsync(RandomRows(1, Week));
        await Store.Quarantine.RemoveAsync(new(), Cancellation);
    }
}
