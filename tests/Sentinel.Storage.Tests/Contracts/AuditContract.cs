using System.Globalization;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>The log is everybody's: each test knows its entries by their actor.</summary>
public abstract class AuditContract(Store store) : StoreContract(store)
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.FromUnixTimeMilliseconds(Some.Time);

    private string Actor => string.Create(CultureInfo.InvariantCulture, $"actor {(uint)Seed}");

    [Fact]
    public async Task Entries_are_listed_newest_first_as_they_were_added_over_the_months()
    {
        AuditEntry[] entries =
        [
            Entry("b", Noon.AddDays(40), "store.clear", "2001:db8::1", "first naïve 東京 line\nbreak"),
            Entry("a", Noon, "retention.hold", null, "{\"json\":1}"),
            Entry("c", Noon, "retention.hold", "192.0.2.1", null),
            Entry("d", Noon.AddTicks(-1), "token.create", null, new('d', AuditEntry.MaxDetailLength)),
            Entry("e", Noon.AddMonths(-14), "token.revoke", null, null),
        ];
        foreach (var entry in entries.Reverse()) await Store.Audit.AppendAsync(entry, Cancellation);
        Assert.Equal(entries, await OwnAsync());
    }

    [Fact]
    public async Task An_entry_added_again_stays_as_it_was_added_first()
    {
        var entry = Entry("once", Noon, "retention.hold", null, null);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Store.Audit.AppendAsync(entry, Cancellation)));
        await Store.Audit.AppendAsync(Entry("once", Noon.AddMinutes(1), "retention.hold", "192.0.2.1", "said again, later and otherwise"), Cancellation);
        Assert.Equal([entry], await OwnAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(IAuditLog.MaxListed + 1)]
    public async Task A_list_out_of_its_bounds_cannot_be_asked_for(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.Audit.ListAsync(limit, Cancellation));

    private AuditEntry Entry(string id, DateTimeOffset at, string action, string? origin, string? detail) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{(uint)Seed}-{id}"), at, action, Actor, origin, detail);

    private async Task<List<AuditEntry>> OwnAsync()
    {
        await Store.SettleAsync(Cancellation);
        var listed = await Store.Audit.ListAsync(IAuditLog.MaxListed, Cancellation);
        return [.. listed.Where(entry => string.Equals(entry.Actor, Actor, StringComparison.Ordinal))];
    }
}
