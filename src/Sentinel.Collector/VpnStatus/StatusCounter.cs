using System.Buffers;
using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Flows.Publishing;

namespace Sentinel.Collector.VpnStatus;

/// <summary>
/// Counts one status file, exactly once whatever ends the process: the gain of a report is kept on disk, with the report and as the messages
/// it will be, before any is published; after a crash the same bytes go out again under the same ids.
/// </summary>
internal sealed class StatusCounter(PlaceFile file, IFlowPublisher publisher, Address? server, TimeProvider time)
{
    public const int FlowsAMessage = 2_000;

    private KeptPlace? place;

    /// <summary>Publishes what a crash, or a publisher that gave up, has left.</summary>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        place ??= file.Read();
        if (place.Pending.Count == 0) return;
        foreach (var message in place.Pending) await publisher.TakeAsync(message.Body, message.Id, cancellation);
        Keep(place with { Pending = [] });
    }

    /// <summary>After <see cref="FinishAsync"/>. A report that is no newer than the last counts nothing: an old copy of a file, or a clock that was set back.</summary>
    /// <param name="isPartial">Whether sessions are missing from it, though they may not have ended.</param>
    /// <exception cref="InvalidDataException">It is of the future: taken as the last, it would have all that come after its clock is set right count nothing.</exception>
    public async Task CountAsync(StatusReport report, bool isPartial, CancellationToken cancellation)
    {
        if (place is not { Pending.Count: 0 }) throw new InvalidOperationException("the report before is not published yet");
        if (IsOfTheFuture(report)) throw new InvalidDataException("its time is more than 10 min ahead of the clock here");

        // The last may be of the future all the same: an earlier version kept it, or our clock was ahead.
        if (place.Last is { } last && report.Time <= last.Time && !IsOfTheFuture(last)) return;
        report = SessionDeltas.OfSomebody(place.Last, report);
        var messages = SessionDeltas.Between(place.Last, report)
            .SelectMany(delta => VpnFlows.Of(delta, server ?? Address.UnspecifiedV4, report.Time))
            .Chunk(FlowsAMessage).Select(Write).ToList();
        if (isPartial && place.Last is { } before) report = report with { Sessions = [.. report.Sessions, .. SessionDeltas.Ended(before, report)] };
        Keep(new(report, messages));
        await FinishAsync(cancellation);
    }

    private bool IsOfTheFuture(StatusReport report) => report.Time > time.GetUtcNow().ToUnixTimeMilliseconds() + Window.MaxAheadMilliseconds;

    private PendingMessage Write(Flow[] flows)
    {
        var batch = new FlowBatch(Guid.CreateVersion7(time.GetUtcNow()).ToString(), server, flows);
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body)) FlowJson.Write(json, batch);
        return new(batch.BatchId, body.WrittenSpan.ToArray());
    }

    private void Keep(KeptPlace next)
    {
        file.Write(next);
        place = next;
    }
}
