using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>No other tests have records in the store's quarantine, and these run one after the other.</summary>
public abstract partial class QuarantineContract(Store store) : StoreContract(store)
{
    private const int Enough = 1_000;

    private static readonly DateTimeOffset Received = DateTimeOffset.FromUnixTimeMilliseconds(Some.Time + 123);

    [Fact]
    public async Task Records_come_back_as_they_came()
    {
        await StoredAsync(RandomRows(5, Week));
        QuarantinedRecord[] records =
        [
            Record("whole", """{"src_ip":"not an address"}""", "message 1"),
            Record("words", string.Join(' ', Vocabulary.Words), null),
            Record("empty", "", "") with { Origin = null },
            Record("plain", "{}", null) with { Cause = RefusalCause.Rejected, Origin = new("another", 7, 8, null, null) },
            Record("large", new('x', 300_000), "message 2"),
        ];
        await Store.Quarantine.AddAsync(records, Cancellation);
        Assert.Equal(records.OrderBy(record => record.Id, StringComparer.Ordinal), await OwnAsync());
    }

    [Fact]
    public async Task A_record_added_again_is_there_once()
    {
        await StoredAsync(RandomRows(5, Week));
        var record = Record("again", "text", "message");
        await Store.Quarantine.AddAsync([record, Record("other", "text", "message")], Cancellation);
        await Store.Quarantine.AddAsync([record, record], Cancellation);
        Assert.Equal(2, (await OwnAsync()).Count);
    }

    [Fact]
    public async Task A_record_added_again_after_the_months_end_is_there_once()
    {
        await StoredAsync(RandomRows(5, Week));
        var record = Record("at the end", "text", null) with { ReceivedAt = new(2026, 12, 31, 23, 59, 59, TimeSpan.Zero) };
        await Store.Quarantine.AddAsync([record], Cancellation);
        var other = Record("new", "text", null) with { ReceivedAt = record.ReceivedAt.AddSeconds(2) };
        await Store.Quarantine.AddAsync([record with { ReceivedAt = other.ReceivedAt }, other], Cancellation);
        Assert.Equal([record, other], await OwnAsync());
    }

    [Fact]
    public async Task Records_of_one_moment_are_listed_by_their_ids()
    {
        await StoredAsync(RandomRows(5, Week));
        var records = Enumerable.Range(0, 20).Select(number => Record($"{number:00}", "text", null) with { ReceivedAt = Received.AddDays(-3) }).ToList();
        await Store.Quarantine.AddAsync([.. records.OrderBy(record => record.Id[^1])], Cancellation);
        await Store.SettleAsync(Cancellation);
        Assert.Equal(records, (await Store.Quarantine.ListAsync(Enough, Cancellation)).Where(record => records.Contains(record)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(IQuarantine.MaxListed + 1)]
    public async Task A_limit_out_of_its_bounds_is_the_callers_fault(int limit)
    {
        await StoredAsync(RandomRows(5, Week));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.Quarantine.ListAsync(limit, Cancellation));
    }

    [Fact]
    public async Task The_newest_are_listed_first_and_no_more_than_asked_for()
    {
        await StoredAsync(RandomRows(5, Week));
        var records = Enumerable.Range(0, 30).Select(number => Record($"{number:00}", "text", null) with { ReceivedAt = Received.AddYears(1).AddDays(number * 5) }).ToList();
        await Store.Quarantine.AddAsync([.. records.Where((_, index) => index % 2 == 0)], Cancellation);
        await Store.Quarantine.AddAsync([.. records.Where((_, index) => index % 2 == 1)], Cancellation);
        await Store.SettleAsync(Cancellation);
        Assert.Equal(Enumerable.Reverse(records).Take(12), await Store.Quarantine.ListAsync(12, Cancellation));
    }

    [Fact]
    public async Task What_is_quarantined_is_never_summed()
    {
        var judge = await StoredAsync(RandomRows(20, Week));
        await Store.Quarantine.AddAsync([Record("a row it seems", """{"src_ip":"10.0.0.1","dst_ip":"10.0.0.2","bytes":5}""", null)], Cancellation);
        await Store.SettleAsync(Cancellation);
        await AssertTotalsAsync(judge, Own());
    }

    [Fact]
    public async Task Adding_nothing_does_nothing()
    {
        await Store.Quarantine.AddAsync([], Cancellation);
        Assert.Empty(await OwnAsync());
    }

    private QuarantinedRecord Record(string id, string record, string? messageId) => new(
        $"{Exporters[1]} {id}", RefusalCause.Shape, "it’s wrong: \"src_ip\"", record, messageId, Received, new($"{Exporters[1]} {id}", 0, 1, Exporters[0], Some.Time));

    private async Task<IReadOnlyList<QuarantinedRecord>> OwnAsync()
    {
        await Store.SettleAsync(Cancellation);
        var all = await Store.Quarantine.ListAsync(Enough, Cancellation);
        return [.. all.Where(record => record.Id.StartsWith($"{Exporters[1]} ", StringComparison.Ordinal)).OrderBy(record => record.Id, StringComparer.Ordinal)];
    }
}
