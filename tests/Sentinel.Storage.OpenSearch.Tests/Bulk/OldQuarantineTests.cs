using Microsoft.Extensions.DependencyInjection;

namespace Sentinel.Storage.OpenSearch.Tests.Bulk;

public sealed class OldQuarantineTests(Engine engine)
{
    private const string Month = "quarantine-flows-2021.05";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_that_an_earlier_version_quarantined_are_found_and_stay_until_they_are_removed()
    {
        await engine.SendAsync(HttpMethod.Delete, "_index_template/sentinel-quarantine", null, Cancellation);
        await engine.SendAsync(
            HttpMethod.Put,
            Month,
            """
            {"aliases":{"write-quarantine-flows-2021.05":{}},"mappings":{"dynamic":false,"properties":{"received_at":{"type":"date"},"id":{"type":"keyword"},
              "reason":{"type":"keyword","ignore_above":1024},"message_id":{"type":"keyword","ignore_above":1024}}}}
            """,
            Cancellation);
        await engine.SendAsync(
            HttpMethod.Put, $"{Month}/_doc/before?refresh=true", """{"id":"before","reason":"why","record":"text","received_at":"2021-05-05T12:00:00.0000000Z"}""", Cancellation);
        var before = new QuarantinedRecord("before", RefusalCause.Unknown, "why", "text", null, new(2021, 5, 5, 12, 0, 0, TimeSpan.Zero), null);
        var after = before with { Id = "after", Cause = RefusalCause.Ahead, Origin = new("row", 0, 1, null, 7) };

        await using var store = await engine.StoreAsync(Cancellation);
        var (quarantine, reader) = (store.GetRequiredService<IQuarantine>(), store.GetRequiredService<IQuarantineReader>());
        await quarantine.AddAsync([after], Cancellation);

        Assert.Equal([after], await quarantine.ReadRowAsync("row", Cancellation));
        Assert.Equal(before, await reader.ReadAsync("before", Cancellation));
        Assert.Equal([RefusalCause.Ahead, RefusalCause.Unknown], (await reader.SummarizeAsync(null, 1, Cancellation)).Select(cause => cause.Cause));
        Assert.Equal("before", Assert.Single((await reader.FindAsync(new(RefusalCause.Unknown), null, 10, Cancellation)).Records).Id);
        Assert.Equal(1, await quarantine.RemoveAsync(new(RefusalCause.Unknown), Cancellation));
        Assert.Equal([after], await quarantine.ListAsync(10, Cancellation));
    }
}
