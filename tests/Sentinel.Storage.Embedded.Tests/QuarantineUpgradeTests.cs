using Sentinel.Storage.Embedded.Opening;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class QuarantineUpgradeTests
{
    private static readonly string[] Later = ["cause", "row_id", "place", "row_count", "exporter_ip", "sent_at"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_that_an_earlier_version_quarantined_are_found_and_stay_until_they_are_removed()
    {
        using var folder = new TemporaryFolder();
        var before = new QuarantinedRecord("before", RefusalCause.Unknown, "why", "text", "message", DateTimeOffset.FromUnixTimeMilliseconds(Some.Time), null);
        var after = before with { Id = "after", Cause = RefusalCause.Ahead, Origin = new("row", 0, 1, null, 7) };
        await using (var store = new OpenStore(folder.Path))
        {
            await store.Get<Database>().UseAsync(
                connection =>
                {
                    foreach (var column in Later) connection.Execute($"ALTER TABLE quarantine DROP COLUMN {column}");
                    connection.Execute("INSERT INTO quarantine VALUES ('before', 'why', 'text', 'message', $1)", Some.Time);
                },
                Cancellation);
        }

        for (var start = 0; start < 2; start++)
        {
            await using var later = new OpenStore(folder.Path);
            await later.Quarantine.AddAsync([after], Cancellation);
            Assert.Equal([after, before], await later.Quarantine.ListAsync(10, Cancellation));
            Assert.Equal([RefusalCause.Ahead, RefusalCause.Unknown], (await later.Get<IQuarantineReader>().SummarizeAsync(null, 1, Cancellation)).Select(cause => cause.Cause));
        }

        await using var last = new OpenStore(folder.Path);
        Assert.Equal(1, await last.Quarantine.RemoveAsync(new(RefusalCause.Unknown), Cancellation));
        Assert.Equal([after], await last.Quarantine.ListAsync(10, Cancellation));
    }
}
