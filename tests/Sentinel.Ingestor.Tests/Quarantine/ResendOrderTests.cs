using Sentinel.Contracts;
using Sentinel.Flows.Merging;
using Sentinel.Flows.Publishing;
using Sentinel.Ingestor.Tests.Consuming;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Quarantine;

/// <summary>Rows that are sent again from a real quarantine, through a real broker.</summary>
public sealed class ResendOrderTests(BrokerFixture brokers, EngineFixture engines) : EngineAndQueue(brokers, engines)
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(30);

    /// <summary>Thirty rows, every other one of a time that has not come yet.</summary>
    private readonly Published message = Published.Of(Some.Batch(90, (flow, index) =>
    {
        flow.SrcPort = index % 30;
        flow.FirstSeen = flow.LastSeen = Some.Time + (index % 2 * (long)Later.TotalMilliseconds);
    }, exporter: Address.Parse("192.0.2.77")));

    private Published OfNow => message with { Flows = message.Flows.Where(flow => flow.Key % 2 == 0).ToDictionary() };

    [Fact]
    public async Task Rows_ahead_of_the_clock_are_stored_once_when_their_time_has_come_however_often_they_are_sent()
    {
        IReadOnlyList<QuarantinedRecord> records;
        await using (var early = await RunningIngestor.OpenSearchAsync(Engine.Url, Queue.Settings))
        {
            await Queue.PublishAsync([message]);
            await early.TakesAsync(1);
            records = await QuarantinedAsync(early);
            Assert.Equal(45, records.Count);

            await OrderAsync(records);
            await Queue.PublishAsync([message]);
            await early.TakesAsync(2);
            await Conservation.ComesToHoldAsync(early.Reader, [OfNow]);
            await Eventually.True(async () => (await QuarantinedAsync(early)).Count == 45, "they are refused again", Cancellation);
        }

        await using var ingestor = await RunningIngestor.OpenSearchAsync(Engine.Url, Later, Queue.Settings);
        await OrderAsync(records);
        await OrderAsync(records);
        await Eventually.True(async () => (await QuarantinedAsync(ingestor)).Count == 0, "the quarantine is empty", Cancellation);
        await Conservation.ComesToHoldAsync(ingestor.Reader, [message]);

        // As a process leaves them that dies when the rows are stored; and the producer sends again, too.
        await ingestor.Quarantine.AddAsync(records, Cancellation);
        await OrderAsync(records);
        await Queue.PublishAsync([message]);
        await Eventually.True(async () => (await QuarantinedAsync(ingestor)).Count == 0, "the quarantine is empty", Cancellation);
        await ingestor.TakesAsync(1);
        await Conservation.ComesToHoldAsync(ingestor.Reader, [message]);
        Assert.Empty(await Queue.DrainAsync(Queue.ErrorQueue));
    }

    private async Task OrderAsync(IEnumerable<QuarantinedRecord> records)
    {
        foreach (var row in records.Select(record => record.Origin!.Row).Distinct(StringComparer.Ordinal))
        {
            Assert.True(RecordId.TryParse(row, out var id));
            await Queue.PublishAsync(new ResendOrder(id).Write());
        }
    }

    private async Task<IReadOnlyList<QuarantinedRecord>> QuarantinedAsync(RunningIngestor ingestor)
    {
        await Engine.SendAsync(HttpMethod.Post, "flows-*,quarantine-flows-*/_refresh", null, Cancellation);
        return await ingestor.Quarantine.ListAsync(1_000, Cancellation);
    }
}
